# zsh -f complete.zsh FOLDER OUT LINE...: types each line and a tab into an interactive zsh that has the completions of
# FOLDER; writes to OUT what the line became.
zmodload zsh/zpty
export dir=$1 out=$2
shift 2
: > $out
zpty z zsh -f -i
zpty -w z 'PS1=; fpath=($dir $fpath); autoload -Uz compinit; compinit -u -D; unsetopt auto_menu list_beep; LISTMAX=10000
report() { print -r -- $BUFFER >> $out; BUFFER=; print DO""NE > /dev/tty }; zle -N report; bindkey "^G" report
print REA""DY'
zpty -r z answer '*READY*'
for line; do
  zpty -w -n z "$line"$'\t\x07'
  zpty -r z answer '*DONE*'
done
zpty -d z
