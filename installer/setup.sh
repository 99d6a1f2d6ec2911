#!/usr/bin/env bash
# Gets what Noiseloom needs and configures the build: Debian packages, LibTorch, CMake.
# try.sh and test.sh source this file and call set_up; run alone, it does just the set-up.
#
# Repeating it is cheap, because every step first looks whether its result is there, and safe
# after an interruption, because a folder gets its final name only once it is complete.
# Written are only Debian packages, the project's build/ and the cache folder.
set -euo pipefail

export HOME="${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}"
export PATH="$PATH:/usr/sbin:/sbin"  # dpkg needs them, and a plain user's PATH lacks them
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${NOISELOOM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/noiseloom}
export CCACHE_DIR="${CCACHE_DIR:-$cache/ccache}"
dependencies=$project/installer/dependencies.txt
for_tests=""     # test.sh sets it: its packages are wanted too
for_packages=""  # package.sh, likewise; and what is passed on needs its licences beside it
cd "$project"

options="Options:
  --cpu          use the CPU half of LibTorch only (the default without an NVIDIA driver)
  --cuda         fetch LibTorch's CUDA half too (the default with an NVIDIA driver; 2 GB more to download)
  --preset NAME  a preset of CMakePresets.json (default: release, which builds into build/)
  --jobs N       compile N files at a time (default: as many as cores and memory allow)
  --help         this text
Environment:
  NOISELOOM_CACHE     folder for what is fetched (now: $cache)
  NOISELOOM_LIBTORCH  a folder with LibTorch's include/ and lib/, used instead of fetching it"

# --- telling -----------------------------------------------------------------------------

say() { printf '\n==> %s\n' "$*"; }

note() { printf 'note: %s\n' "$*" >&2; }

# fail WHAT HINT...: what went wrong, then what to do about it, a line each.
fail() {
    printf '\nerror: %s\n' "$1" >&2
    if (($# > 1)); then printf '  %s\n' "${@:2}" >&2; fi
    exit 1
}

duration() { printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); }

trap 'printf "\nInterrupted. Run the same command again to go on from here.\n" >&2; exit 130' INT TERM

# --- what is asked for -------------------------------------------------------------------

# parse_options USAGE ARGUMENTS...: sets flavour, preset, build, jobs and rest (what follows "--").
parse_options() {
    local usage=$1; shift
    flavour="" preset=release jobs="" rest=()
    while (($#)); do
        case $1 in
            --cpu) flavour=cpu ;;
            --cuda) flavour=cuda ;;
            --preset) preset=${2:?--preset needs a name}; shift ;;
            --jobs) jobs=${2:?--jobs needs a number}; shift ;;
            --help | -h) printf '%s\n\n%s\n' "$usage" "$options"; exit 0 ;;
            --) shift; rest=("$@"); break ;;
            *) printf 'Unknown option: %s\n\n%s\n\n%s\n' "$1" "$usage" "$options" >&2; exit 2 ;;
        esac
        shift
    done
    [[ -z $jobs || $jobs =~ ^[1-9][0-9]*$ ]] || fail "--jobs needs a number above zero, not '$jobs'."
    build=$project/build
    if [[ $preset != release ]]; then build+=/$preset; fi
}

# Sources with LibTorch's headers take about 1.5 GB each to compile.
default_jobs() {
    local cores by_memory
    cores=$(nproc)
    by_memory=$(awk '/^MemAvailable/ {print int($2 / 1500000)}' /proc/meminfo)
    echo $((by_memory < 1 ? 1 : by_memory < cores ? by_memory : cores))
}

# CUDA 13 needs driver 580 or later. Where the driver is there but older, the CPU is used.
default_flavour() {
    local driver=""
    if [[ -r /proc/driver/nvidia/version ]]; then
        driver=$(grep -m1 -oE '[0-9]{3,}\.[0-9]+(\.[0-9]+)?' /proc/driver/nvidia/version || true)
    elif command -v nvidia-smi >/dev/null; then
        driver=$(nvidia-smi --query-gpu=driver_version --format=csv,noheader 2>/dev/null | head -n 1 || true)
    fi
    if [[ ! $driver =~ ^[0-9]{3,}\. ]]; then echo cpu
    elif ((${driver%%.*} >= 580)); then echo cuda
    else
        note "NVIDIA driver $driver is too old for CUDA 13 (580 or later): using the CPU. --cuda overrides this."
        echo cpu
    fi
}

check_platform() {
    local machine id="" version=""
    machine=$(uname -m)
    [[ $machine == x86_64 || -n ${NOISELOOM_LIBTORCH:-} ]] || fail "LibTorch is fetched for x86_64 only, and this is $machine." \
        "Where you have LibTorch 2.11 for it: name its folder (with include/ and lib/) in NOISELOOM_LIBTORCH."
    if [[ -r /etc/os-release ]]; then
        id=$(sed -nE 's/^ID="?([^"]*)"?$/\1/p' /etc/os-release)
        version=$(sed -nE 's/^VERSION_ID="?([^"]*)"?$/\1/p' /etc/os-release)
    fi
    lenient=()
    if [[ $id != debian || $version != 12 ]]; then
        note "made for and tested on Debian 12; this is ${id:-an unknown system} $version. Going on, but names of packages may differ."
        lenient=(-DNOISELOOM_WERROR=OFF)  # another compiler warns of other things
    fi
}

# --- disk space --------------------------------------------------------------------------

# check_space MB DIRECTORY...: room for all that is still to come, added up where directories share a file system.
check_space() {
    local short
    short=$(
        while (($#)); do
            local dir=$2
            while [[ ! -d $dir ]]; do dir=$(dirname "$dir"); done
            df -Pm "$dir" | awk -v need="$1" 'NR == 2 {print need, $4, $6}'
            shift 2
        done | awk '{need[$3] += $1; free[$3] = $2}
                    END {for (disk in need) if (need[disk] > free[disk]) printf "%s: %d MB needed, %d MB free\n", disk, need[disk], free[disk]}'
    )
    [[ -z $short ]] || fail "Not enough disk space. $short" \
        "Make room there; or put the cache folder elsewhere with NOISELOOM_CACHE=DIR."
}

# --- Debian packages ---------------------------------------------------------------------

missing_packages() {
    comm -23 <(awk -v tests="$for_tests" -v packages="$for_packages" \
              '$1 == "debian" || ($1 == "debian-tests" && tests) || ($1 == "debian-packages" && packages) {print $2}' "$dependencies" | sort) \
             <(dpkg-query -W -f='${Package} ${db:Status-Status}\n' | awk '$2 == "installed" {print $1}' | sort -u)
}

# install_packages PACKAGE...
install_packages() {
    local by_hand="As root: apt-get install --no-install-recommends $*"
    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "Debian packages are missing, and this user cannot install them (there is no sudo)." "$by_hand"
        if ! sudo -n true 2>/dev/null && [[ ! -t 0 ]]; then
            fail "Debian packages are missing, and sudo wants a password but there is no terminal to ask on." "$by_hand"
        fi
        as_root=(sudo)
    fi
    say "Installing Debian packages: $*"
    as_root+=(env DEBIAN_FRONTEND=noninteractive)
    "${as_root[@]}" dpkg --configure -a || true  # finishes what an interrupted run left; apt says it better if this fails
    "${as_root[@]}" apt-get -q update || note "the package lists could not all be refreshed; going on with those at hand."
    "${as_root[@]}" apt-get -q -y -o DPkg::Lock::Timeout=300 --no-install-recommends --fix-broken install "$@" </dev/null ||
        fail "The Debian packages could not be installed; apt says why above." \
            "No network: check the connection, and the proxy in /etc/apt if there is one. Then run the same command again." "$by_hand"
}

# --- LibTorch ----------------------------------------------------------------------------

# Where LibTorch is, or will be once it is fetched.
libtorch_folder() {
    local version
    version=$(sed -nE 's/^pypi torch==([^ ]+).*/\1/p' "$dependencies")
    echo "$cache/libtorch-$version-$flavour"
}

libtorch_is_there() { [[ -f $libtorch/lib/libtorch_cpu.so && -f $libtorch/include/ATen/ATen.h && (-z $for_packages || -d $libtorch/licences) ]]; }

# Downloads the wheels and takes include/ and the libraries that a C++ program loads out of them.
# The libraries look for each other in their own folder, so all of them go into lib/.
fetch_libtorch() {
    local wheels=$cache/download-$flavour partial=$cache/partial-$flavour  # no names that FindLibTorch.cmake looks at
    local from_torch=(libtorch_cpu.so libc10.so 'libgomp*') from_nvidia='libcu*.so*'  # libcudart, libcupti
    if [[ $flavour == cuda ]]; then
        from_torch+=('libtorch_cuda*.so' libc10_cuda.so libtorch_nvshmem.so libcaffe2_nvrtc.so)
        from_nvidia='*.so*'
    fi

    say "Fetching LibTorch ($flavour) into $libtorch"
    rm -rf "$partial" "$wheels/tmp"
    mkdir -p "$wheels/tmp" "$partial"
    awk -v flavour="$flavour" '$1 == "pypi" || $1 == "pypi-" flavour {print $2, $3}' "$dependencies" >"$wheels/requirements.txt"
    # The tags name the one torch wheel whose hash is pinned, whatever Python runs pip.
    TMPDIR=$wheels/tmp PIP_REQUIRE_VIRTUALENV=0 /usr/bin/python3 -m pip download --disable-pip-version-check --no-input \
        --no-cache-dir --no-deps --only-binary=:all: --python-version 3.11 --implementation cp --abi cp311 --abi none \
        --require-hashes -r "$wheels/requirements.txt" -d "$wheels" ||
        fail "LibTorch could not be fetched from the Python package index; pip says why above." \
            "No network: check the connection, and the proxy or index in pip's configuration. Then run the same command again." \
            "Hashes that do not match: the download is damaged or not the pinned one; nothing of it was used." \
            "Or name a folder with LibTorch's include/ and lib/ in NOISELOOM_LIBTORCH."

    say "Unpacking LibTorch"
    unzip -q -d "$partial" "$wheels"/torch-*.whl 'torch/include/*' "${from_torch[@]/#/torch/lib/}"
    mv "$partial"/torch/* "$partial"
    rmdir "$partial/torch"
    local wheel
    for wheel in "$wheels"/*.whl; do
        unzip -q -o -d "$wheels/about" "$wheel" '*.dist-info/*'
    done
    for wheel in "$wheels"/nvidia_*.whl; do
        unzip -q -o -j -d "$partial/lib" "$wheel" "nvidia/*/lib/$from_nvidia"
    done
    local lacking
    lacking=$(ldd "$partial/lib/libtorch_cpu.so" | awk '/not found/ {print $1}')
    [[ -z $lacking ]] || fail "LibTorch was fetched but lacks $lacking." "The pins in $dependencies do not fit together; please report this."
    keep_licences "$wheels/about" "$partial/licences"
    rm -rf "$libtorch"
    mv "$partial" "$libtorch"
    rm -rf "$wheels"
}

# keep_licences WHEELS'-DESCRIPTIONS FOLDER: a folder for each wheel.
keep_licences() {
    local about wheel file
    for about in "$1"/*.dist-info; do
        wheel=$(basename "$about")
        find "$about" -type f \( -iname '*licen[cs]e*' -o -iname 'notice*' \) ! -name '*.json' | while read -r file; do
            install -D -m 644 "$file" "$2/${wheel%%-*}/$(basename "$file")"
        done
    done
}

# --- CMake -------------------------------------------------------------------------------

# Ninja runs CMake again by itself when a CMakeLists.txt changes; this is for what only its command line tells.
configure() {
    local settings stamp=$build/.configured arguments=(-U 'LibTorch_*')
    settings="$project $libtorch ${lenient[*]} $(sha256sum <CMakePresets.json)"
    if [[ -f $build/build.ninja && -f $stamp && $(<"$stamp") == "$settings" ]]; then return; fi
    say "Configuring the build in $build"
    rm -f "$stamp"
    if [[ -f $build/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$project" "$build/CMakeCache.txt"; then
        arguments+=(--fresh)  # the folder was moved or copied here from elsewhere
    fi
    cmake --preset "$preset" "${arguments[@]}" -DNOISELOOM_LIBTORCH="$libtorch" "${lenient[@]}" ||
        fail "CMake could not configure the build; its message is above." \
            "After a change of the system it can help to delete $build and run the same command again."
    printf '%s\n' "$settings" >"$stamp"
}

# compile TARGET...: progress is Ninja's.
compile() {
    say "Building with $jobs at a time"
    # GCC maps a precompiled header at one fixed address. Now and then the kernel has put something else there, and it
    # gives up with "PCH allocation failure"; a second try is another throw of the dice. What is built stays built.
    build_targets "$@" || { note "The build stopped; trying once more."; build_targets "$@"; } ||
        fail "The build failed; the compiler's message is above." \
            "'Killed' there means that memory ran out: run the same command again with --jobs 1."
}

build_targets() { cmake --build "$build" --parallel "$jobs" --target "$@"; }

# --- all of it ---------------------------------------------------------------------------

# set_up USAGE ARGUMENTS...
set_up() {
    parse_options "$@"
    check_platform
    jobs=${jobs:-$(default_jobs)}
    flavour=${flavour:-$(default_flavour)}
    libtorch=${NOISELOOM_LIBTORCH:-$(libtorch_folder)}

    local missing=() space=()
    if command -v dpkg-query apt-get >/dev/null; then mapfile -t missing < <(missing_packages)
    else note "no apt here: what $dependencies lists must be there already."
    fi
    if ! mkdir -p "$cache" "$build" || [[ ! -w $cache || ! -w $build ]]; then
        fail "$cache or $build cannot be written." "Where an earlier run as root made them: sudo chown -R $(id -un) '$cache' '$build'"
    fi
    exec {lock}>"$cache/setup.lock"
    flock -n "$lock" || { note "another set-up is running; waiting for it."; flock "$lock"; }

    ((${#missing[@]} == 0)) || space+=(1800 /usr)
    libtorch_is_there || space+=("$([[ $flavour == cuda ]] && echo 6500 || echo 1200)" "$cache")
    [[ -f $build/build.ninja ]] || space+=(1000 "$build")
    check_space "${space[@]}"

    ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
    if ! libtorch_is_there; then
        [[ -z ${NOISELOOM_LIBTORCH:-} ]] || fail "NOISELOOM_LIBTORCH names $libtorch, which has no include/ATen/ATen.h or no lib/libtorch_cpu.so${for_packages:+, or no licences/ to pass on with it}."
        fetch_libtorch
    fi
    configure
    exec {lock}>&-
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    set_up "Usage: bash installer/setup.sh [OPTION]...
Installs what is missing to build Noiseloom (Debian packages, LibTorch) and configures the build." "$@"
    say "Set up in $(duration $SECONDS). Build with: cmake --build $build"
fi
