"""Brings the sources of the releases of packages.txt to .cache/wild, for the tests that read them; nothing is installed or run.

    python3 scripts/wild/fetch.py [PACKAGE…]

pip downloads the wheels and compares their hashes; a wheel needs no build, so no code of a package runs. Only Python files are
unpacked, side by side as in a folder of installed packages.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "../../.cache/wild")
# The same files whatever machine this is.
PLATFORM = ["--python-version", "3.11", "--implementation", "cp"]
PLATFORM += [word for each in ("cp311", "abi3", "none") for word in ("--abi", each)]
PLATFORM += [word for each in ("manylinux_2_28_x86_64", "manylinux2014_x86_64", "any") for word in ("--platform", each)]


def pinned():
    """The requirement of each package by its name."""
    with open(os.path.join(HERE, "packages.txt"), encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    return {line.split("==")[0]: line for line in lines}


def stamp_of(name):
    return os.path.join(TARGET, "stamps", name)


def is_here(name, requirement):
    try:
        with open(stamp_of(name), encoding="utf-8") as file:
            return file.readline().strip() == requirement
    except FileNotFoundError:
        return False


def unpack(wheel, name, requirement):
    packages = os.path.join(TARGET, "packages")
    tops = set()
    with zipfile.ZipFile(wheel) as archive:
        members = [each for each in archive.namelist() if each.endswith(".py") and ".data/" not in each]
        # What a release puts beside its package, such as tests, is not it.
        members = [each for each in members if each.split("/")[0] not in ("tests", "test", "docs", "examples", "benchmarks")]
        for top in sorted({each.split("/")[0] for each in members}):
            tops.add(top)
            shutil.rmtree(os.path.join(packages, top), ignore_errors=True)
        archive.extractall(packages, members)
    os.makedirs(os.path.dirname(stamp_of(name)), exist_ok=True)
    with open(stamp_of(name), "w", encoding="utf-8") as file:
        file.write("\n".join([requirement, *sorted(tops)]) + "\n")


def main(wanted):
    all_pinned = pinned()
    unknown = [each for each in wanted if each not in all_pinned]
    if unknown:
        sys.exit(f"packages.txt does not list {', '.join(unknown)}.")
    missing = {name: line for name, line in all_pinned.items() if (not wanted or name in wanted) and not is_here(name, line)}
    if not missing:
        return
    with tempfile.TemporaryDirectory() as work:
        requirements = os.path.join(work, "requirements.txt")
        with open(requirements, "w", encoding="utf-8") as file:
            file.write("\n".join(missing.values()) + "\n")
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
            + PLATFORM
            + ["--requirement", requirements, "--dest", work],
            check=True,
        )
        for name, requirement in missing.items():
            version = requirement.split("==")[1].split()[0]
            prefix = f"{name.replace('-', '_')}-{version}-".lower()
            [wheel] = [each for each in os.listdir(work) if each.lower().startswith(prefix)]
            unpack(os.path.join(work, wheel), name, requirement)
    print(f"{len(missing)} packages are in .cache/wild")


if __name__ == "__main__":
    main(sys.argv[1:])
