"""开放数据：每类记录一张表，连同说明，CSV 与 JSON 两种格式。"""

from generator.output.opendata.model import Column, Table

__all__ = ["Column", "Table"]
