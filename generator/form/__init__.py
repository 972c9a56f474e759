"""网页表单：不写 YAML 也能改数据。配置由模型生成，表单的程序随软件带着，不向外取一个字节。"""

from generator.form.configuration import Backend, configuration
from generator.form.folder import form_files
from generator.form.safety import spoilt_by_form

__all__ = ["Backend", "configuration", "form_files", "spoilt_by_form"]
