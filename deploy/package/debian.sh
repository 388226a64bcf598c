# Packages of Debian 13 for any architecture, beside this machine's own apt. For scripts that source it, with
#   me     their name in messages
#   work   a folder below which what was fetched is kept (in debian/ARCH)
# shellcheck shell=sh

suite=trixie
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

say() {
    printf '%s: %s\n' "$me" "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

# fetch ARCH PACKAGE...: downloads those that are not there yet into $work/debian/ARCH.
fetch() {
    fetched_arch=$1
    shift
    folder=$work/debian/$fetched_arch
    wanted=
    for name in "$@"; do
        ls "$folder/$name"_*.deb >/dev/null 2>&1 || wanted="$wanted $name"
    done
    [ -n "$wanted" ] || return 0
    archive=${TILEWATCH_DEBIAN:-$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' | sed -n 's/^Debian //p' | grep -v security | head -n 1)}
    [ -n "$archive" ] || fail "this machine's apt knows no Debian archive: set TILEWATCH_DEBIAN to the address of one"
    [ -f "$keyring" ] || fail "$keyring is missing: apt install debian-archive-keyring"
    mkdir -p "$folder/apt/lists/partial" "$folder/apt/archives/partial" "$folder/apt/none"
    : >"$folder/apt/status"
    echo "deb [signed-by=$keyring] $archive $suite main" >"$folder/apt/sources.list"
    cat >"$folder/apt/conf" <<END
APT::Architecture "$fetched_arch"; APT::Architectures { "$fetched_arch"; }; APT::Sandbox::User "root";
Dir::State "$folder/apt"; Dir::State::status "$folder/apt/status"; Dir::Cache "$folder/apt";
Dir::Etc::sourcelist "$folder/apt/sources.list"; Dir::Etc::sourceparts "$folder/apt/none"; Dir::Etc::preferencesparts "$folder/apt/none";
END
    say "fetching$wanted for $fetched_arch from Debian 13"
    (
        cd "$folder"
        flock 9
        export APT_CONFIG="$folder/apt/conf"
        apt-get -q -q update
        # shellcheck disable=SC2086 # several packages
        apt-get -q -q download $wanted
    ) 9>"$folder/lock"
}

# unpack ARCH FOLDER PACKAGE...: lays the files of packages into a folder.
unpack() {
    unpacked_arch=$1 into=$2
    shift 2
    fetch "$unpacked_arch" "$@"
    mkdir -p "$into"
    for name in "$@"; do
        dpkg-deb --fsys-tarfile "$work/debian/$unpacked_arch/$name"_*.deb | tar -C "$into" -x --keep-directory-symlink
    done
}
