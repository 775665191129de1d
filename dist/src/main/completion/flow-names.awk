# Prints the names of the flows that a properties file configures, never a value.
FNR == 1 { sub(/^\357\273\277/, "") }
{ sub(/\r$/, "") }
!more {
  key = $0
  sub(/^[ \t\f]+/, "", key)
  comment = key ~ /^[#!]/
  if (match(key, /^rollcall\.flow\.[A-Za-z0-9_-]+\./)) {
    name = substr(key, 15, RLENGTH - 15)
    if (!seen[name]++) print name
  }
}
# a backslash at the end of a line continues a value in the next one
{
  more = 0
  while (!comment && sub(/\\$/, "")) more = !more
}
