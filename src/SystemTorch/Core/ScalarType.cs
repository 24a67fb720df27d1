namespace TorchSharp;

public static partial class torch
{
    /// <summary>The type of a tensor's elements. The numbers are libtorch's, and those of saved files.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>Unsigned, 8 bits.</summary>
        Byte = 0,

        /// <summary>Signed, 8 bits.</summary>
        Int8 = 1,

        /// <summary>Signed, 16 bits.</summary>
        Int16 = 2,

        /// <summary>Signed, 32 bits.</summary>
        Int32 = 3,

        /// <summary>Signed, 64 bits.</summary>
        Int64 = 4,

        /// <summary>IEEE half precision.</summary>
        Float16 = 5,

        /// <summary>IEEE single precision.</summary>
        Float32 = 6,

        /// <summary>IEEE double precision.</summary>
        Float64 = 7,

        /// <summary>Two single-precision parts.</summary>
        ComplexFloat32 = 9,

        /// <summary>Two double-precision parts.</summary>
        ComplexFloat64 = 10,

        /// <summary>One byte, 0 or 1.</summary>
        Bool = 11,

        /// <summary>Signed, 8 bits, with scale and zero point.</summary>
        QInt8 = 12,

        /// <summary>Unsigned, 8 bits, with scale and zero point.</summary>
        QUInt8 = 13,

        /// <summary>Signed, 32 bits, with scale and zero point.</summary>
        QInt32 = 14,

        /// <summary>Single precision without the lower 16 bits.</summary>
        BFloat16 = 15,
    }
}
