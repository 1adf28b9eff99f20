#!/usr/bin/env python3
"""Measures full builds of the sites that gen.py made, all generators in turn.

    python3 measure.py SITES --work WORK --mingbai BIN [--hugo BIN] [--zola BIN] [--eleventy CMD] [--runs 5]

Each round runs every generator once, into a folder that is new, and then its floor: a program
that reads the same inputs and writes the same files from memory (floor.rs, compiled here with
rustc when it is not there yet). The first round only warms up. Nothing is deleted: WORK must be
new, and is yours to remove afterwards. Times and memory are what the operating system says of the
finished process (wait4). Standard library only.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
TICKS = os.sysconf("SC_CLK_TCK")


def arguments():
    parser = argparse.ArgumentParser(description="Measures full builds, all generators in turn.")
    parser.add_argument("sites", type=pathlib.Path, metavar="SITES", help="what gen.py made")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="a new folder, on the disk to be measured")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--warmup", type=int, default=1, help="rounds that do not count")
    parser.add_argument("--mingbai", help="the program to be measured")
    parser.add_argument("--hugo", default=shutil.which("hugo"), help="[default: what PATH has]")
    parser.add_argument("--eleventy", help="cmd.cjs of its package; there is no program to be found")
    parser.add_argument("--zola", default=shutil.which("zola"), help="[default: what PATH has]")
    parser.add_argument("--as-of", default="2026-01-01", help="the day that Mingbai's pages are made for")
    parser.add_argument("--timeout", type=float, default=600, help="seconds after which a build is given up")
    parser.add_argument("--patience", type=float, default=30, help="seconds to wait for a busy machine to become quiet before each run")
    parser.add_argument("--log", type=pathlib.Path, help="where each run is appended as a line of JSON [default: WORK/log.jsonl]")
    return parser.parse_args()


def tools(args):
    """What can be measured here: name -> (site, command for an output folder)."""
    found = {}
    if args.mingbai:
        program = str(pathlib.Path(args.mingbai).resolve())
        for site, name in (("mingbai", "mingbai"), ("default", "mingbai, own theme")):
            found[name] = (site, lambda site, out: [program, "build", site, "--out", out, "--as-of", args.as_of])
    if args.hugo:
        found["hugo"] = ("hugo", lambda site, out: [args.hugo, "--source", site, "--destination", out, "--quiet"])
    if args.zola:
        found["zola"] = ("zola", lambda site, out: [args.zola, "--root", site, "build", "--output-dir", out])
    if args.eleventy:
        command = ["node", "--max-old-space-size=16000", str(pathlib.Path(args.eleventy).resolve()), "--quiet"]
        # It looks for its sources in the folder that it is started in.
        found["eleventy"] = ("eleventy", lambda site, out: ["env", "-C", site, *command, f"--output={out}"])
    return {name: tool for name, tool in found.items() if (args.sites / tool[0]).is_dir()}


def busy():
    """Seconds of processor time that the whole machine has used; 0 where that is not said."""
    try:
        used = [int(part) for part in pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except OSError:
        return 0.0
    return (sum(used) - used[3] - used[4]) / TICKS


def quiet(patience):
    """Waits until the machine does nothing else, or for as long as patience lasts."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = busy()
        time.sleep(0.25)
        if busy() - before < 0.025:
            return


def run(command, log, args):
    """Runs a command to its end and says what it took."""
    os.sync()
    time.sleep(0.2)
    quiet(args.patience)
    with open(log, "wb") as said:
        before, begun = busy(), time.monotonic()
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        alarm = threading.Timer(args.timeout, process.kill)
        alarm.start()
        _, status, used = os.wait4(process.pid, 0)
        wall, after = time.monotonic() - begun, busy()
        alarm.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    own = used.ru_utime + used.ru_stime
    return {"code": process.returncode, "wall": wall, "user": used.ru_utime, "sys": used.ru_stime,
            "mib": used.ru_maxrss * unit / 1048576, "others": max(0.0, after - before - own) / wall}


def build_floor(work):
    program = work / "floor"
    if not program.exists():
        subprocess.run(["rustc", "--edition", "2024", "-O", str(HERE / "floor.rs"), "-o", str(program)], check=True)
    return str(program)


def measure(args):
    args.work.mkdir(parents=True)
    floor = build_floor(args.work)
    log = args.log or args.work / "log.jsonl"
    results = {}
    chosen = tools(args)
    for number in range(-args.warmup, args.runs):
        for name, (site, command) in list(chosen.items()):
            short = name.split(",")[0] if site != "default" else "default"
            source = str((args.sites / site).resolve())
            out = args.work.resolve() / f"{short}.{number + args.warmup}"
            text = args.work / f"{short}.log"
            one = run(command(source, str(out)), text, args)
            if one["code"] != 0:
                print(f"{name}: ended with {one['code']}, left out\n{text.read_text('utf-8', 'replace')[-2000:]}", file=sys.stderr)
                del chosen[name]
                continue
            into = args.work.resolve() / f"{short}.{number + args.warmup}.floor"
            lowest = run([floor, source, str(out), str(into)], text, args)
            lowest.update(json.loads(text.read_text()))
            one.update(tool=name, sites=args.sites.name, round=number, floor=lowest["floor_ms"] / 1000,
                       read=lowest["read_ms"] / 1000, files=lowest["files_out"], bytes=lowest["bytes_out"])
            with open(log, "a", encoding="utf-8") as lines:
                lines.write(json.dumps(one) + "\n")
            print(f"{number:3} {name:20} {one['wall']:8.3f} s  floor {one['floor']:.3f} s  others {one['others']:4.0%}", file=sys.stderr)
            if number >= 0:
                results.setdefault(name, []).append(one)
    return results


def table(results, records):
    median = lambda runs, key: statistics.median(one[key] for one in runs)
    first = results.get("mingbai")
    print("| generator | files | MB | wall s: least / **median** / most | user s | sys s | peak MiB | floor s | wall / floor "
          "| wall − floor s | user µs a record | times Mingbai | others |")
    print("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, runs in results.items():
        wall, floor = median(runs, "wall"), median(runs, "floor")
        times = f"{wall / median(first, 'wall'):.1f}" if first else "–"
        print(f"| {name} | {runs[-1]['files']} | {runs[-1]['bytes'] / 1e6:.1f} | {min(one['wall'] for one in runs):.3f} / **{wall:.3f}** / "
              f"{max(one['wall'] for one in runs):.3f} | {median(runs, 'user'):.2f} | {median(runs, 'sys'):.2f} | {median(runs, 'mib'):.0f} "
              f"| {floor:.3f} | {wall / floor:.1f} | {wall - floor:.3f} | {median(runs, 'user') * 1e6 / records:.0f} | {times} | {median(runs, 'others'):.0%} |")


def main():
    args = arguments()
    found = tools(args)
    if not found:
        sys.exit("nothing to measure: name a program, and see that gen.py made its site")
    root = args.sites / next(iter(found.values()))[0] / "content"
    records = sum(len(list((root / kind).glob("?*.md"))) for kind in ("income", "expenditures", "decisions", "cases"))
    records -= len(list(root.glob("*/_index.md")))
    results = measure(args)
    print(f"{records} records, {args.runs} rounds after {args.warmup}\n")
    table(results, records)


if __name__ == "__main__":
    main()
