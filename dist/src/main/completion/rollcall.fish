# Completion of rollcall in fish. Written by the build from the program's commands.

function __rollcall_flow_names
    LC_ALL=C awk '@flow-names@' <$argv[1] 2>/dev/null
end

# the command that was typed, such as "store backup"; with --files the files of --config instead
function __rollcall_command
    set -l tokens (commandline -opc)
    set -l command
    set -l files
    set -l expected ''
    set -l values 0
    for token in $tokens[2..-1]
        if test $values -gt 0
            test "$expected" = --config; and set -a files $token
            set values (math $values - 1)
            continue
        end
        switch $token
            case '--*=*'
                string match -q -- '--config=*' $token; and set -a files (string replace -- --config= '' $token)
            case '-*'
                set expected $token
                set values (__rollcall_values $token)
            case '*'
                __rollcall_is_command $command $token; and set -a command $token
        end
    end
    if test "$argv[1]" = --files
        string replace -r -- '^~/' "$HOME/" $files
    else
        echo "$command"
    end
end

# whether the command that was typed is this one
function __rollcall_at
    test (__rollcall_command) = "$argv"
end

# the names of the flows in the configuration that the command would read
function __rollcall_flows
    set -l files (__rollcall_command --files)
    if test (count $files) -eq 0
        if test -e rollcall.properties
            set files rollcall.properties
        else
            set files /etc/rollcall/rollcall.properties
        end
    end
    set -l given (commandline -opc)
    for file in $files
        test -r $file; or continue
        for name in (__rollcall_flow_names $file)
            contains -- $name $given; or echo $name
        end
    end
end

complete -c rollcall -e
complete -c rollcall -f
@commands@
