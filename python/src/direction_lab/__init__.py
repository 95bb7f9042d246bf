"""The networks, targets, losses, schedules and metrics of Direction Lab, for PyTorch and Lightning.

Arrays are `[row, column]` or `[row, column, component]` in NumPy, tensors `[batch, channel, row, column]` in PyTorch.
Component 0 of a vector points along the rows (down), component 1 along the columns (right).
"""
