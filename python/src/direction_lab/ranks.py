"""Sums over all processes of a distributed training."""

import torch
import torch.distributed as dist
import torch.distributed.nn.functional as distributed


def total(value: torch.Tensor) -> torch.Tensor:
    """The sum of a tensor over all processes, with its gradient; the tensor itself in a single process.

    A loss that is computed from such sums is the same in every process. The gradient of a sum is summed over the
    processes as well, and the mean of the gradients that DistributedDataParallel takes is then that of one process
    with the whole batch.
    """
    if dist.is_available() and dist.is_initialized() and dist.get_world_size() > 1:
        return distributed.all_reduce(value)
    return value
