"""预览：在本机看网站，改了自动重建，浏览器自己刷新；数据有错时，错误显示在页面上。"""

from generator.preview.server import Preview

__all__ = ["Preview"]
