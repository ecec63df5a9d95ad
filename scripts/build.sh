# What ./countyworks, ./test and ./bench share: building once, and knowing when that is needed. Sourced, from the root.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off
export UseSharedCompilation=true MSBUILDDISABLENODEREUSE=1   # one compiler for all projects builds in half the time
BUILD=$PWD/.build   # git-ignored

say() { printf '%s\n' "$*" >&2; }

need_dotnet() {
  command -v dotnet >/dev/null && return
  say "The .NET SDK 10 is missing. Install it (https://dotnet.microsoft.com/download, or your system's package dotnet-sdk-10.0) and run this again."
  exit 1
}

# One line that changes with any source file under the given folders: its path, size or time.
signature() {
  { find "$@" *.props *.targets global.json .editorconfig \( -name bin -o -name obj -o -name node_modules -o -name artifacts \) -prune \
      -o -type f -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort; dotnet_version; } | sha256sum
}

dotnet_version() { local program; program=$(readlink -f "$(command -v dotnet)"); stat -c '%n %Y' "$program"; }

# once NAME FOLDERS -- COMMAND: runs the command unless it has succeeded for these very sources; one at a time.
once() {
  local name=$1 watched=(); shift
  while [ "$1" != -- ]; do watched+=("$1"); shift; done; shift
  [ "$(cat "$BUILD/$name.done" 2>/dev/null)" = "$(signature "${watched[@]}")" ] && return
  mkdir -p "$BUILD"
  (
    flock 9
    before=$(signature "${watched[@]}")   # taken before building: what is edited meanwhile is built the next time
    [ "$(cat "$BUILD/$name.done" 2>/dev/null)" = "$before" ] && exit 0
    say "building…"
    "$@" 9>&- && printf '%s' "$before" > "$BUILD/$name.done"
  ) 9> "$BUILD/lock"
}

# Quiet when all is well; all that was said when not.
quietly() {
  local log; log=$(mktemp)
  if "$@" > "$log" 2>&1 < /dev/null; then rm -f "$log"; else cat "$log" >&2; rm -f "$log"; return 1; fi
}

# The product as it is installed, in .build/app. Swapped in whole, so that a running one is not disturbed.
publish() {
  local ahead=(-p:PublishReadyToRun=false)
  [ "$(uname -sm)" = "Linux x86_64" ] && ahead=(-p:CompileAhead=true)
  rm -rf "$BUILD/next" "$BUILD/last"
  quietly dotnet restore src/Countyworks.Server --locked-mode -v q &&
    quietly dotnet publish src/Countyworks.Server --no-restore -c Release "${ahead[@]}" -o "$BUILD/next" -v q || return
  if [ -d "$BUILD/app" ]; then mv "$BUILD/app" "$BUILD/last"; fi
  mv "$BUILD/next" "$BUILD/app"
  rm -rf "$BUILD/last"
}

publish_once() { once app src data -- publish; }
