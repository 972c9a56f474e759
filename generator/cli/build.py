"""占位。"""
import argparse
SUMMARY = ""
EXAMPLE = ""
def add_options(parser: argparse.ArgumentParser) -> None: ...
def run(options: argparse.Namespace) -> int: return 2
