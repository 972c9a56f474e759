#!/usr/bin/env bash
# 把建好的网站送到另一台只有 nginx 的服务器，一步换上。
#
# 用法：deploy/rsync.sh 网站目录 [用户@主机:]对外的目录
# 例：  deploy/rsync.sh site www@server:/srv/shai/live
#
# 服务器上不用装 shai，只要 rsync、ssh 与 nginx（deploy/nginx.conf，root 指向「对外的目录」）。
# 先在本机备好一版（连同压好的 .gz），整个送到「对外的目录.releases/」，再换链接：看的人不会碰到半新半旧。
# 没变的文件与上一版共用，不重送。中断了再运行一次即可；对外的还是原来那一版。
set -euo pipefail

if [ $# -ne 2 ]; then
  echo "用法：deploy/rsync.sh 网站目录 [用户@主机:]对外的目录" >&2
  exit 2
fi
site=$1
host=
live=$2
case $2 in
*:*) host=${2%%:*} live=${2#*:} ;;
esac
# 这两个词要在服务器的 shell 里用：只许寻常的字符，免得被当成命令。
if [[ ! $live =~ ^/[A-Za-z0-9_./-]+$ || $live == */ || $live == *..* || ! $host =~ ^[A-Za-z0-9_.@-]*$ || $host == -* ]]; then
  echo "对外的目录要从根写起，主机与目录只用字母、数字和 . _ - /，例如 www@server:/srv/shai/live" >&2
  exit 2
fi
shai=${SHAI:-$(dirname "$0")/../.venv/bin/shai}
stage=${STAGE:-.publish}

there() {
  if [ -n "$host" ]; then ssh -- "$host" "$1"; else sh -c "$1"; fi
}

mkdir -p "$stage"
"$shai" publish --gzip --out "$site" "$stage/live"
release=$(basename "$(readlink "$stage/live")")

there "mkdir -p '$live.releases' && { [ ! -e '$live' ] || [ -L '$live' ]; }" || {
  echo "$live 是一个真的目录，没法一步换掉；先改名让开，或换一个名字" >&2
  exit 1
}
before=$(there "readlink '$live' || true")
shared=()
if [[ $before =~ /([0-9a-f]{32})$ ]]; then shared=("--link-dest=../${BASH_REMATCH[1]}"); fi

if ! there "[ -d '$live.releases/$release' ]"; then
  # 不带时间：内容没变的就与上一版是同一个文件，浏览器存着的也还有效。
  rsync --recursive --perms --checksum --delete --chmod=D755,F644 ${shared[@]+"${shared[@]}"} \
    "$stage/live.releases/$release/" "${host:+$host:}$live.releases/.part-$release/"
  there "mv -T '$live.releases/.part-$release' '$live.releases/$release'"
fi
# 改名换上链接是一步；留最近三版，供退回。
there "set -e
  touch '$live.releases/$release'
  ln -sfn '$(basename "$live").releases/$release' '$live.next'
  mv -T '$live.next' '$live'
  cd '$live.releases'
  ls -1t | grep -E '^[0-9a-f]{32}\$' | tail -n +4 | while read -r old; do rm -rf -- \"\$old\"; done"
echo "${host:+$host:}$live 换上了 $release。"
