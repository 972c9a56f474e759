"""速度与内存的比较：同一批记录，晒与别家工具各做一遍。`make bench` 运行，说明在 docs/benchmarks.md。"""
