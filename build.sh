#!/usr/bin/env bash
# Everything this repository does, one command each; ./build.sh help lists them
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"

provider_file=eng/TorchSharp.local.props
native_source=src/SystemTorch/native
native_library=artifacts/native/libSystemTorchNative.so
system_packages=(libtorch-dev libopenblas0-pthread cmake g++)
# What single tests need: programs and libraries, by the names of their packages
test_packages=(chromium libgd3 python3-onnx)

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '%s\n' "$*"; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

usage() {
  cat <<'EOT'
usage: ./build.sh COMMAND [ARGUMENTS]

  setup           choose and prepare TorchSharp: the NuGet package where it can be restored
                  and loaded, else src/SystemTorch on the distribution's libtorch
  demo [OPTIONS]  train, quantize, calibrate, fine-tune and compare; OPTIONS go to the sample's
                  demo command (--data DIR uses CIFAR-10's binary files)
  test            build everything and run all tests
  bench [NAME]    run the benchmarks whose names start with NAME, one JSON object a line
  fuzz [N [SEED]] give the generator and the analyzers N random model classes (default 10000), from a seed on
  fuzz files [N [SEED]]
                  give the readers of checkpoints N damaged files of each format (default 100000)
  fuzz onnx [N [SEED]]
                  give the reader of ONNX files N damaged ones (default 100000)
  fuzz config [N [SEED]]
                  give the readers of policies and configurations N damaged ones each (default 100000)
  pack            make the packages in artifacts/packages
EOT
}

misuse() { usage >&2; printf '\nbuild.sh: %s\n' "$*" >&2; exit 2; }

# glibc returns freed tensor memory to the kernel after every step and faults it in again at the next one; the
# page faults cost a large share of a training step, and how large varies from run to run. Its memory comes in
# pages of 4 KB unless it asks the kernel for large ones, and a step walks through hundreds of megabytes.
set_allocator() {
  export MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-2000000000}
  export MALLOC_MMAP_THRESHOLD_=${MALLOC_MMAP_THRESHOLD_:-33554432}
  [[ "${GLIBC_TUNABLES:-}" = *glibc.malloc.hugetlb=* ]] ||
    export GLIBC_TUNABLES=${GLIBC_TUNABLES:+$GLIBC_TUNABLES:}glibc.malloc.hugetlb=1
}

require_dotnet() {
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: install it and put dotnet on the PATH."
}

# True when the registry serves the TorchSharp version that Directory.Packages.props names, and its native library finds the C++ runtime that it needs.
package_runs() {
  local probe version log=artifacts/torchsharp-probe.log status=0
  version=$(sed -n 's/.*Include="TorchSharp" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
  probe=$(mktemp -d)
  cat >"$probe/probe.csproj" <<EOT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="TorchSharp-cpu" Version="$version" /></ItemGroup>
</Project>
EOT
  echo 'return TorchSharp.torch.ones(2).sum().item<float>() == 2 ? 0 : 1;' >"$probe/Program.cs"
  if ! dotnet restore "$probe/probe.csproj" >"$log" 2>&1; then
    status=1
  elif ! dotnet run --project "$probe/probe.csproj" --no-restore >"$log" 2>&1; then
    say "TorchSharp's package cannot be loaded here, as where the C++ runtime is older than GCC 13's; $log has its words."
    status=1
  fi
  rm -rf "$probe"
  return $status
}

write_provider() {
  cat >"$provider_file" <<EOT
<Project>
  <PropertyGroup>
    <TorchSharpProvider>$1</TorchSharpProvider>
  </PropertyGroup>
</Project>
EOT
}

install_system_packages() {
  local missing=() package
  for package in "${system_packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return

  command -v apt-get >/dev/null ||
    fail "TorchSharp's package cannot be restored or loaded, and without apt-get the stand-in's libraries cannot be installed: install ${missing[*]} or make the TorchSharp package available."
  if [ "$(id -u)" -ne 0 ]; then
    fail "these packages are missing; install them and run the command again: sudo apt-get install --no-install-recommends ${missing[*]}"
  fi

  say "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The file of a library that Debian's package of the name libNAMEVERSION holds
library_of() { sed 's/\([0-9]*\)$/.so.\1/' <<<"$1"; }

# What single tests need and skip without; a machine where it cannot be had is no failure.
install_test_packages() {
  local missing=() package
  for package in "${test_packages[@]}"; do
    command -v "$package" >/dev/null || ldconfig -p 2>/dev/null | grep -q "/$(library_of "$package")" || dpkg-query -W "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || { say "Tests that need ${missing[*]} will be skipped."; return; }

  say "Installing ${missing[*]} for tests"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >artifacts/test-packages.log 2>&1 ||
    say "Tests that need ${missing[*]} will be skipped; artifacts/test-packages.log says why."
}

# ONNX Runtime from its package for node. The package's install script, which would fetch libraries for graphics cards, does not run.
install_onnxruntime() {
  local folder=artifacts/onnxruntime
  [ -d "$folder/node_modules/onnxruntime-node" ] && return
  command -v npm >/dev/null || { say "npm is missing: tests that need ONNX Runtime will be skipped."; return; }
  say "Installing ONNX Runtime for tests"
  mkdir -p "$folder"
  cp tests/node/package.json "$folder"
  npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund >artifacts/onnxruntime.log 2>&1 ||
    { rm -rf "$folder"; say "Tests that need ONNX Runtime will be skipped; artifacts/onnxruntime.log says why."; return; }
  # Only this machine's library is needed, of six.
  find "$folder/node_modules/onnxruntime-node/bin" -mindepth 3 -maxdepth 3 -type d ! -path "*/$(node -p 'process.platform + "/" + process.arch')" -exec rm -rf {} +
}

build_native() {
  if [ -f "$native_library" ] && [ -z "$(find "$native_source" -newer "$native_library" -type f)" ]; then
    return
  fi
  say "Building $native_library"
  cmake -S "$native_source" -B artifacts/native/build -DCMAKE_BUILD_TYPE=Release >artifacts/native-build.log ||
    { cat artifacts/native-build.log >&2; fail "cmake could not configure $native_source; its output is above."; }
  cmake --build artifacts/native/build >>artifacts/native-build.log ||
    { cat artifacts/native-build.log >&2; fail "$native_source did not compile; the compiler's output is above."; }
}

setup() {
  require_dotnet
  mkdir -p artifacts
  if [ ! -f "$provider_file" ]; then
    if package_runs; then write_provider Package; else write_provider System; fi
  fi
  if grep -q '>System<' "$provider_file"; then
    install_system_packages
    build_native
  fi
  say "TorchSharp provider: $(sed -n 's/.*<TorchSharpProvider>\(.*\)<.*/\1/p' "$provider_file")"
}

demo() {
  setup
  dotnet build samples/ImageClassification -c Release -v quiet
  set_allocator
  exec dotnet run --project samples/ImageClassification -c Release --no-build -- demo "$@"
}

# Adds up the counters of every test project's result file; the last line is what a reader and a build server look at.
test_all() {
  setup
  install_test_packages
  install_onnxruntime
  local results=artifacts/test-results status=0 project
  rm -rf "$results"
  dotnet build QuantGen.sln -c Release -v quiet
  for project in tests/*.Tests; do
    dotnet test "$project" -c Release --no-build --results-directory "$results" --logger "trx;LogFileName=$(basename "$project").trx" || status=1
  done

  local total=0 executed=0 passed=0 counters file
  for file in "$results"/*.trx; do
    [ -f "$file" ] || continue
    counters=$(grep -o '<Counters [^>]*>' "$file")
    total=$((total + $(counter total "$counters")))
    executed=$((executed + $(counter executed "$counters")))
    passed=$((passed + $(counter passed "$counters")))
  done

  [ "$executed" -gt 0 ] || { say "No test ran."; status=1; }
  say "$passed passed, $((executed - passed)) failed, $((total - executed)) skipped"
  [ "$executed" -eq "$passed" ] || status=1
  return $status
}

counter() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$2"; }

bench() {
  setup >&2
  install_onnxruntime >&2
  export QUANTGEN_ORT=${QUANTGEN_ORT:-artifacts/onnxruntime}
  set_allocator
  export OPENBLAS_NUM_THREADS=${OPENBLAS_NUM_THREADS:-1}
  dotnet build tests/QuantGen.Benchmarks -c Release -v quiet >&2
  exec dotnet run --project tests/QuantGen.Benchmarks -c Release --no-build -- "$@"
}

fuzz() {
  local projects=(QuantGen.Generators.Tests) filter=Fuzzing.FuzzTests default=10000 project status=0
  if [ "${1:-}" = files ]; then
    shift
    projects=(QuantGen.Tests) filter=Checkpoints.Fuzzing default=100000
  elif [ "${1:-}" = onnx ]; then
    shift
    projects=(QuantGen.Tests) filter=Onnx.Fuzzing default=100000
  elif [ "${1:-}" = config ]; then
    shift
    projects=(QuantGen.Tests QuantGen.Samples.Tests) filter='PolicyFuzzTests|FullyQualifiedName~ConfigurationFuzzTests' default=100000
  fi
  [[ "${1:-$default}" =~ ^[0-9]+$ && "${2:-1}" =~ ^[0-9]+$ ]] || misuse "fuzz takes a number and a seed, both whole; '$*' is something else."
  setup
  for project in "${projects[@]}"; do
    dotnet build "tests/$project" -c Release -v quiet
    QUANTGEN_FUZZ_CLASSES=${1:-$default} QUANTGEN_FUZZ_FILES=${1:-$default} QUANTGEN_FUZZ_SEED=${2:-1} dotnet test "tests/$project" -c Release --no-build \
      --filter "FullyQualifiedName~$filter" --logger "console;verbosity=detailed" || status=1
  done
  return $status
}

# Apart from the ordinary build's output, for these assemblies hold no name of a folder of this machine.
pack() {
  setup
  local packages=artifacts/packages projects=(src/QuantGen templates) project
  grep -q '>System<' "$provider_file" && projects=(src/SystemTorch "${projects[@]}")
  rm -rf "$packages"
  for project in "${projects[@]}"; do
    dotnet pack "$project" -c Release --artifacts-path artifacts/pack -p:PathMap="$root/=/_/" -o "$packages" -v quiet
  done
  ls -1 "$packages"/*
}

command=${1:-}
[ $# -gt 0 ] && shift
case "$command" in
  setup) rm -f "$provider_file"; setup ;;
  demo) demo "$@" ;;
  test) test_all ;;
  bench) bench "$@" ;;
  fuzz) fuzz "$@" ;;
  pack) pack ;;
  -h | --help | help) usage ;;
  '') misuse "which command?" ;;
  *) misuse "there is no command '$command'." ;;
esac
