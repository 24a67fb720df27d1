using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A tensor of a pickle.</summary>
/// <param name="Storage">The number of the memory that its elements are in.</param>
/// <param name="Type">Their type.</param>
/// <param name="Start">Which element of the memory is its first.</param>
/// <param name="Shape">Its extents, a tuple of numbers.</param>
/// <param name="Strides">The distances of its elements along each axis, as many.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PickleTensor(int Storage, ScalarType Type, long Start, PickleValue Shape, PickleValue Strides);
