using System.Globalization;
using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Conversions of tensors to numbers and text, and facts about shapes and types.</summary>
public static partial class TensorExtensionMethods
{
    /// <summary>The number of bytes of an element.</summary>
    /// <param name="type">The type of the elements.</param>
    public static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 or ScalarType.QInt32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => 1,
    };

    /// <summary>The shape in 32-bit integers.</summary>
    /// <param name="tensor">The tensor.</param>
    public static ReadOnlySpan<int> IntShape(this Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return Array.ConvertAll(tensor.shape, static extent => (int)extent);
    }

    /// <summary>The number of elements of a shape.</summary>
    /// <param name="shape">The extents.</param>
    public static long TotalSize(this IEnumerable<long> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var total = 1L;
        foreach (var extent in shape)
            total *= extent;
        return total;
    }

    /// <summary>The only element as a byte.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static byte ToByte(this Tensor value) => Only(value).ToByte();

    /// <summary>The only element as a signed byte.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static sbyte ToSByte(this Tensor value) => Only(value).ToSByte();

    /// <summary>The only element as a 16-bit integer.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static short ToInt16(this Tensor value) => Only(value).ToInt16();

    /// <summary>The only element as a 32-bit integer.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static int ToInt32(this Tensor value) => Only(value).ToInt32();

    /// <summary>The only element as a 64-bit integer.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static long ToInt64(this Tensor value) => Only(value).ToInt64();

    /// <summary>The only element in half precision.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static Half ToHalf(this Tensor value) => Only(value).ToHalf();

    /// <summary>The only element in single precision.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static float ToSingle(this Tensor value) => Only(value).ToSingle();

    /// <summary>The only element in double precision.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static double ToDouble(this Tensor value) => Only(value).ToDouble();

    /// <summary>The only element as a truth value.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static bool ToBoolean(this Tensor value) => Only(value).ToBoolean();

    /// <summary>The only element as a complex number in single precision.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static (float Real, float Imaginary) ToComplexFloat32(this Tensor value) => Only(value).ToComplexFloat32();

    /// <summary>The only element as a complex number in double precision.</summary>
    /// <param name="value">A tensor of one element.</param>
    public static Complex ToComplexFloat64(this Tensor value) => Only(value).ToComplexFloat64();

    /// <summary>The tensor as text, in a style.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="fltFormat">
    /// The format of numbers; null for the one of
    /// <see cref="torch.set_printoptions(TensorStringStyle?, string, int?, string, int?, int?)"/>.
    /// </param>
    /// <param name="width">The longest line.</param>
    /// <param name="newLine">What ends a line.</param>
    /// <param name="cultureInfo">The culture of numbers; null for the current one.</param>
    /// <param name="style">The style.</param>
    public static string str(
        this Tensor tensor,
        string? fltFormat = null,
        int? width = null,
        string? newLine = null,
        CultureInfo? cultureInfo = null,
        TensorStringStyle style = TensorStringStyle.Default)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.ToString(style, fltFormat, width, cultureInfo, newLine);
    }

    /// <summary>The tensor as text in NumPy's style.</summary>
    /// <inheritdoc cref="str"/>
    public static string npstr(
        this Tensor tensor, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.str(fltFormat, width, newLine, cultureInfo, TensorStringStyle.Numpy);

    /// <summary>The tensor as text in Julia's style.</summary>
    /// <inheritdoc cref="str"/>
    public static string jlstr(
        this Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.str(fltFormat, width, newLine, cultureInfo, TensorStringStyle.Julia);

    /// <summary>The tensor as text in C#'s style.</summary>
    /// <inheritdoc cref="str"/>
    public static string cstr(
        this Tensor tensor, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null) =>
        tensor.str(fltFormat, width, newLine, cultureInfo, TensorStringStyle.CSharp);

    /// <summary>The tensor's shape, type and device as text.</summary>
    /// <param name="tensor">The tensor.</param>
    public static string metastr(this Tensor tensor) => tensor.str(style: TensorStringStyle.Metadata);

    /// <summary>Makes a tensor of one element.</summary>
    /// <typeparam name="T">The type of the element.</typeparam>
    /// <param name="scalar">The element.</param>
    /// <param name="device">Where it lies; null for the default device.</param>
    /// <param name="requires_grad">Whether to record operations on it.</param>
    /// <exception cref="ArgumentException">Only real numbers have gradients.</exception>
    public static Tensor ToTensor<T>(this T scalar, Device? device = null, bool requires_grad = false)
        where T : struct => !requires_grad || is_floating_point(ToScalarType(typeof(T)))
        ? FromArray(new[] { scalar }, [], null, device, requires_grad)
        : throw new ArgumentException("Only floating point types support gradients.", nameof(requires_grad));

    /// <summary>Makes a tensor of an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="rawArray">The elements, the last dimension running fastest; they are copied.</param>
    /// <param name="dimensions">The shape.</param>
    /// <param name="doCopy">Without effect.</param>
    /// <param name="requires_grad">Whether to record operations on the tensor.</param>
    public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) =>
        FromArray(rawArray, dimensions, null, null, requires_grad);

    private static Scalar Only(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.ToScalar();
    }
}
