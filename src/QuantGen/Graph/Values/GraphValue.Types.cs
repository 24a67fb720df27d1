using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Types, devices and scopes: a graph knows the first only.</content>
public sealed partial class GraphValue
{
    /// <inheritdoc cref="Tensor.to(ScalarType, bool, bool, bool)"/>
    public GraphValue to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Of(type, copy);

    /// <inheritdoc cref="Tensor.to(DeviceType, int, bool, bool, bool)"/>
    public GraphValue to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => copy ? clone() : this;

    /// <inheritdoc cref="Tensor.to(string, bool, bool, bool)"/>
    public GraphValue to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => copy ? clone() : this;

    /// <inheritdoc cref="Tensor.to(Device, bool, bool, bool)"/>
    public GraphValue to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => copy ? clone() : this;

    /// <inheritdoc cref="Tensor.to(ScalarType, Device, bool, bool, bool)"/>
    public GraphValue to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Of(type, copy);

    /// <inheritdoc cref="Tensor.to(Tensor, bool)"/>
    public GraphValue to(GraphValue other, bool non_blocking = false) => Of(other.dtype);

    /// <inheritdoc cref="Tensor.to_type(ScalarType, bool, bool, bool)"/>
    public GraphValue to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => Of(type, copy);

    /// <inheritdoc cref="Tensor.type(ScalarType)"/>
    public GraphValue type(ScalarType dtype) => Of(dtype);

    /// <inheritdoc cref="Tensor.type_as(Tensor)"/>
    public GraphValue type_as(GraphValue tensor) => Of(tensor.dtype);

    /// <inheritdoc cref="Tensor.@float()"/>
    public GraphValue @float() => Of(ScalarType.Float32);

    /// <inheritdoc cref="Tensor.@long()"/>
    public GraphValue @long() => Of(ScalarType.Int64);

    /// <inheritdoc cref="Tensor.@int()"/>
    public GraphValue @int() => Of(ScalarType.Int32);

    /// <inheritdoc cref="Tensor.@short()"/>
    public GraphValue @short() => Of(ScalarType.Int16);

    /// <inheritdoc cref="Tensor.@char()"/>
    public GraphValue @char() => Of(ScalarType.Int8);

    /// <inheritdoc cref="Tensor.@byte()"/>
    public GraphValue @byte() => Of(ScalarType.Byte);

    /// <inheritdoc cref="Tensor.@bool()"/>
    public GraphValue @bool() => Of(ScalarType.Bool);

    /// <inheritdoc cref="Tensor.cpu()"/>
    public GraphValue cpu() => this;

    /// <inheritdoc cref="Tensor.cuda(Device, bool)"/>
    public GraphValue cuda(Device? device = null, bool non_blocking = false) => this;

    /// <inheritdoc cref="Tensor.clone()"/>
    public GraphValue clone() => new(this);

    /// <inheritdoc cref="Tensor.contiguous()"/>
    public GraphValue contiguous() => new GraphValue(this).ViewOf(this);

    /// <inheritdoc cref="Tensor.alias()"/>
    public GraphValue alias() => this;

    /// <inheritdoc cref="Tensor.detach()"/>
    public GraphValue detach() => this;

    /// <inheritdoc cref="Tensor.detach_()"/>
    public GraphValue detach_() => this;

    /// <inheritdoc cref="Tensor.requires_grad_(bool)"/>
    public GraphValue requires_grad_(bool requires_grad = true) => this;

    /// <inheritdoc cref="Tensor.with_requires_grad(bool)"/>
    public GraphValue with_requires_grad(bool requires_grad = true) => this;

    /// <inheritdoc cref="Tensor.DetachFromDisposeScope()"/>
    public GraphValue DetachFromDisposeScope() => this;

    /// <inheritdoc cref="Tensor.MoveToOuterDisposeScope()"/>
    public GraphValue MoveToOuterDisposeScope() => this;

    /// <inheritdoc cref="Tensor.MoveToOtherDisposeScope(DisposeScope?)"/>
    public GraphValue MoveToOtherDisposeScope(DisposeScope? other) => this;

    /// <inheritdoc cref="Tensor.MoveToOtherDisposeScope(Tensor)"/>
    public GraphValue MoveToOtherDisposeScope(GraphValue other) => this;

    /// <inheritdoc cref="Tensor.size()"/>
    public long[] size() => shape;

    /// <inheritdoc cref="Tensor.size(int)"/>
    public long size(int dim) => Type.Shape[Axis(dim)];

    /// <inheritdoc cref="Tensor.dim()"/>
    public long dim() => Type.Rank;

    /// <inheritdoc cref="Tensor.numel()"/>
    public long numel() => Type.Count;

    /// <inheritdoc cref="Tensor.is_floating_point()"/>
    public bool is_floating_point() => Type.ElementType == GraphElementType.Float32;

    /// <inheritdoc cref="Tensor.is_integral()"/>
    public bool is_integral() => Type.ElementType != GraphElementType.Float32;

    /// <inheritdoc cref="Tensor.is_complex()"/>
    public bool is_complex() => false;

    /// <inheritdoc cref="Tensor.is_contiguous()"/>
    public bool is_contiguous() => true;

    /// <inheritdoc cref="Tensor.is_cpu()"/>
    public bool is_cpu() => true;
}
