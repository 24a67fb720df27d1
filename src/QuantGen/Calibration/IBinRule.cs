using System.Numerics;
using System.Runtime.Intrinsics;

namespace QuantGen.Calibration;

/// <summary>The bin that a magnitude belongs to, one at a time and in vectors. All forms give the same bin.</summary>
internal interface IBinRule
{
    /// <summary>The number of bins, 1 or more.</summary>
    int Bins { get; }

    /// <summary>The bin of a magnitude that is finite and not beyond the last bin by more than rounding.</summary>
    int Of(float magnitude);

    /// <inheritdoc cref="Of(float)"/>
    Vector<int> Of(Vector<float> magnitudes);

    /// <inheritdoc cref="Of(float)"/>
    Vector512<int> Of(Vector512<float> magnitudes);
}
