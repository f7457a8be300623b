#!/usr/bin/env bash
# What samples/Studio writes, offline, opens in ordinary programs: its files are judged by file, sox, pngcheck and djpeg, which know nothing of this project.
# Usage: tests/media-files.sh [Debug|Release]; the solution has been built in that configuration.
set -euo pipefail
cd "$(dirname "$0")/.."

configuration=${1:-Release}
unset GEMINI_API_KEY GOOGLE_API_KEY
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# Installed only where absent.
missing=()
command -v file >/dev/null || missing+=(file)
command -v sox >/dev/null || missing+=(sox)
command -v pngcheck >/dev/null || missing+=(pngcheck)
command -v djpeg >/dev/null || missing+=(libjpeg-turbo-progs)
if [ ${#missing[@]} -gt 0 ]; then
  root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo -n)
  "${root[@]}" apt-get update -q
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

studio() {
  dotnet run --project samples/Studio -c "$configuration" --no-build -- "$@"
}

# expect <what> <pattern> <text>: fails where the text does not hold the pattern.
expect() {
  if grep -qE -- "$2" <<<"$3"; then
    echo "ok: $1"
  else
    printf 'FAILED: %s: no "%s" in:\n%s\n' "$1" "$2" "$3"
    exit 1
  fi
}

# wav <file>: samples of 16 bits at 24 kHz, and sizes in the header that are those of the file.
wav() {
  expect "$1, by file" 'RIFF \(little-endian\) data, WAVE audio, Microsoft PCM, 16 bit, mono 24000 Hz' "$(file -b "$1")"
  local described
  described=$(sox --i "$1" 2>&1)
  expect "$1, its rate by sox" 'Sample Rate *: 24000' "$described"
  expect "$1, one channel by sox" 'Channels *: 1$' "$described"
  expect "$1, 16 bits by sox" 'Precision *: 16-bit' "$described"
  # Decoding complains where the header promises more or less than there is.
  local complaint
  complaint=$(sox "$1" -n 2>&1)
  expect "$1, decoded by sox without a complaint" '^none$' "${complaint:-none}"
  expect "$1, all bytes are header or samples" "^$((44 + 2 * $(sox --i -s "$1")))\$" "$(stat -c %s "$1")"
}

studio speak "Welcome to the studio." --voice Kore -o "$folder/new.wav"
wav "$folder/new.wav"

# Samples of an older model in a WAV file that the connector makes.
studio speak "Welcome to the studio." --model gemini-3.1-flash-tts-preview -o "$folder/old.wav"
wav "$folder/old.wav"

studio speak $'Joe: Hi!\nJane: Hello.' --speaker Joe=Puck --speaker Jane=Kore -o "$folder/dialogue.wav"
wav "$folder/dialogue.wav"

studio speak "Bare samples." -o "$folder/bare.pcm"
sox -t raw -r 24000 -e signed -b 16 -c 1 "$folder/bare.pcm" "$folder/bare.wav"
expect "bare samples, all of them read by sox" "^$(($(stat -c %s "$folder/bare.pcm") / 2))\$" "$(sox --i -s "$folder/bare.wav")"

expect "what was said is written down" '^Welcome to the studio\.$' "$(studio transcribe "$folder/old.wav")"

studio image "A red cup on a table" --model gemini-2.5-flash-image -o "$folder/cup"
expect "a picture, by file" 'PNG image data, [0-9]+ x [0-9]+' "$(file -b "$folder/cup.png")"
expect "a picture, by pngcheck" '^OK: ' "$(pngcheck "$folder/cup.png")"

studio edit "Make the cup blue" "$folder/cup.png" --model gemini-2.5-flash-image -o "$folder/blue"
expect "an edited picture, by pngcheck" '^OK: ' "$(pngcheck "$folder/blue.png")"

studio image "A red cup on a table" --model gemini-3.1-flash-image -o "$folder/photo"
expect "a photo, by file" 'JPEG image data' "$(file -b "$folder/photo.jpg")"
complaint=$(djpeg -outfile "$folder/photo.ppm" "$folder/photo.jpg" 2>&1)
expect "a photo, decoded by djpeg without a complaint" '^none$' "${complaint:-none}"
expect "a photo, whole" 'Netpbm image data, size = [0-9]+ x [0-9]+' "$(file -b "$folder/photo.ppm")"

studio image "A red cup on a table" --count 2 -o "$folder/many"
expect "two pictures, by file" '^2$' "$(file -b "$folder"/many* | grep -cE 'PNG image data|JPEG image data')"

mkdir "$folder/texts"
echo "The garden opens at nine and closes at dusk." >"$folder/texts/garden.txt"
echo "Bread is baked with flour, water, salt and yeast." >"$folder/texts/bread.md"
found=$(studio embed "$folder/texts" "How is bread baked?" --top 1)
expect "the text that is meant is found" 'bread\.md' "$found"

# What cannot be is told in one line, and is no success.
if told=$(studio speak "Hello." --voice Nobody -o "$folder/nobody.wav" 2>&1); then
  echo "FAILED: an unknown voice is no success"
  exit 1
fi
expect "an unknown voice is told" 'Voice name Nobody is not supported' "$told"
told=$(studio image "A cup" --model gemini-3.8-flash -o "$folder/none" 2>&1) && { echo "FAILED: a model that draws nothing is no success"; exit 1; }
expect "a model that draws nothing is told in a line" 'makes no images' "$told"
expect "and in no more than that" '^0$' "$(grep -c '   at ' <<<"$told" || true)"
[ ! -e "$folder/nobody.wav" ] || { echo "FAILED: a refusal leaves no file"; exit 1; }
echo "All files are sound."
