#!/usr/bin/env python3
"""核对从人才补贴门户下载的发放批次。只需要 Python 3.9 以上，不联网，不改动任何文件。

用法：python verify_manifest.py 文件夹 --key 公钥

文件夹是下载包解压后的文件夹，里面有 manifest.json、manifest.sig 和各个文件。公钥印在批次页上（Base64，44 个字符），
请从批次页抄录，不要用下载包里带来的。结果是“核对无误”且退出码为 0，才可以把文件交给银行。
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

Point = tuple[int, int, int, int]

FORMAT = "talent-release-manifest/1"

# Ed25519, verification only: RFC 8032, section 5.1.7. Points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(one: Point, other: Point) -> Point:
    """Add two points (section 5.1.4)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar: int, point: Point) -> Point:
    """Add a point to itself, scalar times."""
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def same(one: Point, other: Point) -> bool:
    """Whether two points are one."""
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def point_of(encoded: bytes) -> Point:
    """The point that 32 bytes stand for (section 5.1.3). Raises ValueError."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if len(encoded) != 32 or y >= P:
        raise ValueError("no point")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(content: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether the key's owner signed exactly these bytes."""
    if len(signature) != 64:
        return False
    try:
        key, commitment = point_of(public_key), point_of(signature[:32])
    except ValueError:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    challenge = hashlib.sha512(signature[:32] + public_key + content).digest()
    expected = add(commitment, multiply(int.from_bytes(challenge, "little") % ORDER, key))
    return same(multiply(scalar, BASE), expected)


def decoded(text: str, length: int) -> bytes:
    """Bytes of that length from Base64; empty where it is something else."""
    try:
        value = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return value if len(value) == length else b""


def problems(folder: Path, key: str) -> list[str]:
    """Every reason why these files must not go to the bank, in words; nothing when all is well."""
    public_key = decoded(key, 32)
    if not public_key:
        return ["公钥不对：应是批次页上 44 个字符的 Base64。"]
    try:
        content = (folder / "manifest.json").read_bytes()
        signature = decoded((folder / "manifest.sig").read_text("ascii"), 64)
    except (OSError, UnicodeDecodeError):
        return ["找不到 manifest.json 或 manifest.sig，请选择下载包解压后的文件夹。"]
    if not is_signed(content, signature, public_key):
        return ["签名不符：清单被改动过，或者不是门户签发的。"]
    said = json.loads(content)
    if said.get("format") != FORMAT:
        return ["清单的格式这个程序不认识，请从门户下载新的核对程序。"]
    return [problem for file in said["files"] for problem in file_problems(folder, file)]


def file_problems(folder: Path, file: dict[str, Any]) -> list[str]:
    """What is wrong with one file of the manifest."""
    try:
        content = (folder / file["name"]).read_bytes()
    except OSError:
        return [f"缺少文件：{file['name']}"]
    if len(content) != file["size"] or hashlib.sha256(content).hexdigest() != file["sha256"]:
        return [f"文件被改动过：{file['name']}"]
    return []


def main() -> int:
    """Read the command line, check, say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="文件夹")
    parser.add_argument("--key", required=True, metavar="公钥")
    options = parser.parse_args()
    found = problems(options.folder, options.key)
    for problem in found:
        print(problem)
    if found:
        print("核对没有通过：不要把这些文件交给银行，请联系人才办和系统管理员。")
        return 1
    said = json.loads((options.folder / "manifest.json").read_bytes())
    batch, files = said["batch"], len(said["files"])
    print(f"核对无误：批次 {batch['number']}，{batch['line_count']} 笔，{batch['total_yuan']:,} 元，{files} 个文件。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
