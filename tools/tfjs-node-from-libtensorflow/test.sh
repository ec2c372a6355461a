#!/usr/bin/env bash
# Runs the tests that need TensorFlow against one from PyPI, in a temporary folder (1.7 GB); says so where it cannot be had.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

if ! python3 -m venv "$folder/venv" ||
  ! timeout 180 "$folder/venv/bin/pip" install --quiet --no-deps --no-compile --no-cache-dir tensorflow-cpu==2.21.0; then
  echo 'SKIPPED, not tested: TensorFlow cannot be had here.'
  exit 0
fi
node tools/tfjs-node-from-libtensorflow/build.mjs --wheel "$folder/venv/bin/python" --out "$folder/built"
NODE_PATH="$folder/built/node_modules" npx vitest run packages/backend-node/test/tensorflow.test.ts packages/partita/test/node-runtime.test.ts
