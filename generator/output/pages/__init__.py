"""网页：每条记录、每张列表、每份报告各一页。"""

from generator.output.pages.filling import Pages as Pages
