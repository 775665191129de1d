# Completion of rollcall in bash. Written by the build from the program's commands.

# the commands below, the options with what their values are, and what the arguments are
_rollcall_command() {
  case $1 in
@commands@
  esac
}

_rollcall_flow_names() {
  LC_ALL=C awk '@flow-names@' < "$1" 2>/dev/null
}

# a word as the shell reads it, without running anything in it
_rollcall_unquoted() {
  local word=$1
  case $word in
    \"*) word=${word#\"} word=${word%\"} ;;
    \'*) word=${word#\'} word=${word%\'} ;;
    *) IFS= read word <<< "$word" ;;
  esac
  case $word in
    "~/"*) word=$HOME/${word#"~/"} ;;
  esac
  printf '%s' "$word"
}

# the names of the flows in the configuration that the command would read
_rollcall_flows() {
  local file
  if [ $# -eq 0 ]; then
    if [ -e rollcall.properties ]; then
      set -- rollcall.properties
    else
      set -- /etc/rollcall/rollcall.properties
    fi
  fi
  for file; do
    [ -r "$file" ] && _rollcall_flow_names "$file"
  done
}

_rollcall() {
  local subcommands options arguments command="" word="" expected="" values=0 i option kind
  local -a files=() given=()
  COMPREPLY=()
  _rollcall_command ""

  # what was typed before the cursor; bash makes --output=json three words
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if ((values > 0)); then
      [ "$word" = "=" ] && continue
      [ "$expected" = "--config" ] && files+=("$(_rollcall_unquoted "$word")")
      ((--values))
      continue
    fi
    case $word in
      -*)
        expected=${word%%=*}
        for option in $options; do
          case $option in
            "$expected":*) values=${option#*:} values=${values%%:*} ;;
          esac
        done
        if [ "$expected" != "$word" ]; then
          ((values > 0)) && ((--values))
          [ "$expected" = "--config" ] && files+=("$(_rollcall_unquoted "${word#*=}")")
        fi
        ;;
      *)
        case " $subcommands " in
          *" $word "*)
            command=${command:+$command }$word
            _rollcall_command "$command"
            ;;
          *) given+=("$word") ;;
        esac
        ;;
    esac
  done

  word=${COMP_WORDS[COMP_CWORD]}
  [ "$word" = "=" ] && word=""
  kind=${arguments:-none}
  if ((values > 0)); then
    for option in $options; do
      case $option in
        "$expected":*) kind=${option##*:} ;;
      esac
    done
  fi

  local IFS=$' \t\n' candidates="" candidate
  case $kind in
    file)
      IFS=$'\n'
      type compopt > /dev/null 2>&1 && compopt -o filenames 2> /dev/null
      COMPREPLY=($(compgen -f -- "$(_rollcall_unquoted "$word")"))
      return
      ;;
    flows) candidates=$(_rollcall_flows "${files[@]}") ;;
    none) ;;
    *) candidates=${kind//,/ } ;;
  esac
  if ((values == 0)); then
    case $word in
      -*)
        candidates=""
        for option in $options; do
          candidates="$candidates ${option%%:*}"
        done
        ;;
      *) candidates="$subcommands $candidates" ;;
    esac
    for candidate in "${given[@]}"; do
      candidates=" ${candidates//$'\n'/ } "
      candidates=${candidates/ $candidate / }
    done
  fi
  COMPREPLY=($(compgen -W "$candidates" -- "$word"))
}

complete -F _rollcall rollcall
