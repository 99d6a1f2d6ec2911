#!/usr/bin/env bash
# check.sh PACKAGES: installs the packages on this machine, uses them as a painter would, removes them, and looks whether anything
# is left. For machines to throw away (test-packages.sh makes them): it installs, adds a user and removes, as root.
set -euo pipefail
packages=$(cd "$1" && pwd)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
failures=0

say() { printf '\n==> %s\n' "$*"; }
# check WHAT COMMAND...: counts what does not succeed.
check() {
    local what=$1 out; shift
    if out=$("$@" 2>&1); then printf 'ok      %s\n' "$what"
    else printf 'FAILED  %s\n' "$what"; tail -n 20 <<<"$out" | while IFS= read -r line; do printf '        %s\n' "$line"; done; failures=$((failures + 1))
    fi
}
prints() { local text=$1 out; shift; out=$("$@" 2>&1) || true; printf '%s\n' "$out"; grep -qF -e "$text" <<<"$out"; }
fails_with() { local expected=$1 status=0; shift; "$@" || status=$?; [[ $status == "$expected" ]]; }
installed() { apt-get -q -y install "$@" >/tmp/apt.log 2>&1 || { tail -n 20 /tmp/apt.log; return 1; }; }
as_painter() { setpriv --reuid painter --regid painter --clear-groups env -i HOME=/home/painter PATH=/usr/bin:/bin LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=/tmp/painter OMP_NUM_THREADS=2 QT_QPA_PLATFORM=offscreen "$@"; }
in_folder() { local folder=$1; shift; (cd "$folder" && "$@"); }
# There is no homepage yet, of which newer validators warn.
metainfo_is_right() { ! { appstreamcli validate --no-net --no-color "$1" || true; } | grep -E '^ *[EW]:' | grep -v url-homepage-missing; }
is_picture() { file "$1" | grep -q 'PNG image data'; }
none() { local found; found=$("$@") || true; [[ -z $found ]] || { printf '%s\n' "$found"; return 1; }; }
servants() { for entry in /proc/[0-9]*/exe; do readlink "$entry" 2>/dev/null | grep noiseloom || true; done; }
everything() { find / -xdev \( -path /proc -o -path /sys -o -path /tmp -o -path /dev -o -path /root -o -path /home -o -path /run -o -path /var/cache -o -path /var/log -o -path /var/lib/apt -o -path /var/lib/dpkg \) -prune -o -print | sort; }
# The editor without a window, as a host starts it.
serve() {
    as_painter "$@" --serve &>/tmp/serve.log &
    for _ in {1..100}; do [[ -z $(servants) ]] || return 0; sleep 0.1; done
    cat /tmp/serve.log; return 1
}

# As GIMP has it: a new layer that the workflow made of another. GIMP says nothing by its exit status, so a word does.
gimp_draws() {
    local program script layer
    program=$(compgen -c | grep -m1 -x 'gimp-console-[0-9.]*')
    case $program in
        *-2.*) layer='(gimp-layer-new image 128 128 RGB-IMAGE "below" 100 LAYER-MODE-NORMAL)' call='(plug-in-noiseloom-run RUN-NONINTERACTIVE image layer "image-to-image" "" "" 1)' interpreter=() ;;
        *) layer='(gimp-layer-new image "below" 128 128 RGB-IMAGE 100 LAYER-MODE-NORMAL)' interpreter=(--batch-interpreter plug-in-script-fu-eval)
           call='(plug-in-noiseloom-run #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer) #:workflow "image-to-image")' ;;
    esac
    script="(let* ((image (car (gimp-image-new 128 128 RGB))) (layer (car $layer))) (gimp-image-insert-layer image layer 0 0) $call (gimp-message (string-append \"LAYERS \" (number->string (car (gimp-image-get-layers image))))))"
    case $program in *-2.*) ;; *) script=${script/(car (gimp-image-get-layers image))/(vector-length (car (gimp-image-get-layers image)))} ;; esac
    as_painter "$program" -n -i -d -f -s -c "${interpreter[@]}" -b "$script" -b '(gimp-quit 0)'
}

say "Getting what the checks need"
apt-get -q update >/dev/null
installed file desktop-file-utils appstream libglib2.0-bin libfile-mimeinfo-perl
id painter &>/dev/null || useradd --create-home painter
install -d -o painter -m 700 /tmp/painter
debs=("$packages"/*.deb)
mapfile -t names < <(for deb in "${debs[@]}"; do dpkg-deb -f "$deb" Package; done)

say "Installing once, for what others' packages leave: ${names[*]}"
check "apt installs ${names[*]}" installed --no-install-recommends "${debs[@]}"
check "and purges them" apt-get -q -y purge "${names[@]}"
everything >/root/before.txt

say "Installing and using"
check "apt installs ${names[*]}" installed --no-install-recommends "${debs[@]}"
install -d -o painter /home/painter/trial
run() { as_painter sh -c 'cd /home/painter/trial && exec "$@"' sh "$@"; }
check "doctor finds everything" run noiseloom doctor
check "LibTorch is the package's" prints "in /usr/lib/noiseloom/torch/lib" run noiseloom doctor
check "a first picture" run noiseloom run text-to-image -o first.png
check "it is a picture" is_picture /home/painter/trial/first.png
check "the editor draws its states" run noiseloom-editor --screenshots shots
check "at least five" test "$(find /home/painter/trial/shots -name '*.png' 2>/dev/null | wc -l)" -ge 5
check "the menu entry is right" desktop-file-validate /usr/share/applications/org.noiseloom.Noiseloom.desktop
check "the metainfo is right" metainfo_is_right /usr/share/metainfo/org.noiseloom.Noiseloom.metainfo.xml
cp /usr/share/noiseloom/templates/text-to-image.noiseloom /home/painter/trial/graph.noiseloom
cp /usr/share/noiseloom/templates/text-to-image.noiseloom /home/painter/trial/nameless
check "the file type by its name" prints "application/vnd.noiseloom.workflow+json" gio info -a standard::content-type /home/painter/trial/graph.noiseloom
check "the file type by its content" prints "application/vnd.noiseloom.workflow+json" mimetype -M /home/painter/trial/nameless
check "the editor opens that type" grep -q 'vnd.noiseloom.workflow+json=org.noiseloom.Noiseloom.desktop' /usr/share/applications/mimeinfo.cache
read -ra thumbnail < <(sed -n 's/^Exec=//p' /usr/share/thumbnailers/org.noiseloom.Noiseloom.thumbnailer | sed 's/%i/graph.noiseloom/; s/%o/thumb.png/; s/%s/128/')
check "a thumbnail" run "${thumbnail[@]}"
check "it is a picture" is_picture /home/painter/trial/thumb.png
for page in noiseloom noiseloom-editor; do
    # Minimal systems leave manual pages out as they are installed; the package has them.
    check "the manual page of $page" sh -c "dpkg-deb -c '$packages'/noiseloom_*.deb | grep -q 'man1/$page.1.gz'"
done

if [[ " ${names[*]} " == *" noiseloom-gimp "* ]]; then check "GIMP makes a layer with it" prints "LAYERS 2" gimp_draws; fi
if [[ " ${names[*]} " == *" noiseloom-krita "* ]]; then
    check "Krita's Python reads the bridge" run env PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/usr/share/krita/pykrita python3 -c 'import noiseloom.meeting as m; print(m.application())'
fi

say "Without LibTorch"
check "purging noiseloom-torch" apt-get -q -y purge noiseloom-torch
check "status 2" fails_with 2 run noiseloom doctor
check "and what to do" prints "Install the package noiseloom-torch" run noiseloom run text-to-image
check "installing it again" installed --no-install-recommends "$packages"/noiseloom-torch_*.deb

say "Removing while the editor serves"
check "it serves" serve noiseloom-editor
check "apt purges ${names[*]}" apt-get -q -y purge "${names[@]}"
check "no process is left" none servants
everything >/root/after.txt
check "no file is left" diff /root/before.txt /root/after.txt
check "no trace in the registers" none grep -rl noiseloom /usr/share/mime /usr/share/applications /var/lib/dpkg/info /etc
check "no plug-in folder" none find /usr /etc /opt -iname '*noiseloom*'

say "The archive, without root"
mapfile -t libraries < <(tar -xzOf "$packages"/noiseloom-*.tar.gz --wildcards '*/needs.txt')
installed --no-install-recommends "${libraries[@]}"
home="/home/painter/a folder"
install -d -o painter "$home"
as_painter tar -xz -C "$home" <"$(echo "$packages"/noiseloom-*.tar.gz)"
unpacked=("$home"/noiseloom-*)
as_painter mkdir -p /home/painter/.config/GIMP/2.10/plug-ins /home/painter/.local/share/mime /home/painter/.local/share/noiseloom /home/painter/.local/share/krita/pykrita
homes() { find /home/painter \( -path "$home" -o -path /home/painter/trial -o -path '*/.cache' -o -path '*/.config/noiseloom' -o -path '*/.local/share/noiseloom/published*' -o -path '*/Pictures' \) -prune -o -print | sort; }
homes >/root/home-before.txt
check "it runs where it was unpacked" run "${unpacked[0]}/bin/noiseloom" doctor
for prefix in /home/painter/.local "/home/painter/other place"; do
    check "install.sh to $prefix" as_painter sh "${unpacked[0]}/install.sh" --prefix "$prefix"
    check "a workflow is published" run "$prefix/bin/noiseloom" publish text-to-image --title Mine
    check "and again" as_painter sh "${unpacked[0]}/install.sh" --prefix "$prefix"
    check "what the user published is still there" prints "mine " run "$prefix/bin/noiseloom" publish
    check "as are those that come with it" prints "fill-selection " run "$prefix/bin/noiseloom" publish
    check "doctor" prints "in $prefix/lib/noiseloom/torch/lib" run "$prefix/bin/noiseloom" doctor
    check "the menu entry is right" desktop-file-validate "$prefix/share/applications/org.noiseloom.Noiseloom.desktop"
    check "it names the program" grep -qxF "Exec=\"$prefix/bin/noiseloom-editor\" %F" "$prefix/share/applications/org.noiseloom.Noiseloom.desktop"
    if [[ -d "$prefix/share/krita/pykrita/noiseloom" ]]; then
        check "Krita's bridge knows the application" grep -qx "$prefix/bin/noiseloom-editor" /home/painter/.local/share/krita/pykrita/noiseloom/application
    fi
    for bridge in "$prefix"/lib*/gimp/*/plug-ins/noiseloom "$prefix"/lib/*/gimp/*/plug-ins/noiseloom; do
        if [[ ! -d $bridge ]]; then continue; fi
        check "GIMP's bridge knows the application" grep -qx "$prefix/bin/noiseloom-editor" "$bridge/application"
        check "GIMP makes a layer with it" prints "LAYERS 2" gimp_draws
    done
    check "it serves" serve "$prefix/bin/noiseloom-editor"
    check "uninstall.sh" as_painter "$prefix/lib/noiseloom/uninstall.sh"
    check "no process is left" none servants
    rmdir "/home/painter/other place" 2>/dev/null || true
    check "what the user published stays" test -f /home/painter/.local/share/noiseloom/published.json
    homes >/root/home-after.txt
    check "nothing is left" diff /root/home-before.txt /root/home-after.txt
done

say "$failures failed"
((failures == 0))
