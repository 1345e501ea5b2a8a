#!/bin/sh
# enter.sh ROOT IDENTITY: mounts /proc, /dev and the like in the directory ROOT and runs the README's two
# commands there. run.sh calls it in namespaces of its own: the mounts end with them.
root=$1
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

# The root gets a /dev of its own, so that a process in it cannot harm this machine's.
make_dev() {
  mount -t tmpfs -o mode=755 dev "$root/dev"
  for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    name=${device%%:*} numbers=${device#*:}
    mknod -m 666 "$root/dev/$name" c "${numbers%:*}" "${numbers#*:}"
  done
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts "$root/dev/pts"
  mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  for stream in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${stream%:*}" "$root/dev/${stream#*:}"; done
}

set -e
# From outside, ROOT is empty. Inside, the device options of its file system, such as nodev, do not
# apply.
mount --bind "$root" "$root"
mount -o remount,bind,dev,suid,exec "$root"
mount -t proc proc "$root/proc"
make_dev
# The only variables of this machine's environment are those for its package sources.
exec env -i PATH="$PATH" HOME=/root LC_ALL=C ${http_proxy:+http_proxy="$http_proxy"} \
  ${https_proxy:+https_proxy="$https_proxy"} ${no_proxy:+no_proxy="$no_proxy"} \
  chroot "$root" sh /inside.sh "$2"
