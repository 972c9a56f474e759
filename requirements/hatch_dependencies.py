"""构建钩子：包的依赖取自 requirements/runtime.in，依赖只写在一处。"""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RuntimeDependencies(MetadataHookInterface):
    """把 runtime.in 里的依赖填进包的元数据。"""

    def update(self, metadata: dict) -> None:
        """填写 dependencies：runtime.in 去掉注释与空行。"""
        lines = Path(self.root, "requirements", "runtime.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]
