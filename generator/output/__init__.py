"""产出间：每种产物一个纯函数，从 Release 到 Artifact。"""
