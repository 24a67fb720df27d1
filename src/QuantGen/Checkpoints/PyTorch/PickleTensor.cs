using static TorchSharp.torch;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A tensor of a pickle.</summary>
/// <param name="Storage">The memory that its elements are in.</param>
/// <param name="Type">Their type.</param>
/// <param name="Start">Which element of the memory is its first.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Strides">The distances of its elements along each axis.</param>
internal sealed record PickleTensor(PickleStorage Storage, ScalarType Type, long Start, long[] Shape, long[] Strides);
