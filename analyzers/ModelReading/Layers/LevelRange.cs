using System.Globalization;

namespace QuantGen.ModelReading.Layers;

/// <summary>The numbers of levels that an algorithm has for one side of a layer.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The greatest.</param>
/// <param name="AreCodes">Whether levels are the sums of a basis, of which there are powers of two, or three around zero.</param>
internal sealed record LevelRange(int Least, int Most, bool AreCodes = false)
{
    /// <summary>The only number there is; null where there are several.</summary>
    public int? Only => Least == Most ? Least : null;

    /// <summary>What a message says of them, behind <c>to</c>.</summary>
    public string Text => Only is { } only ? Number(only) : AreCodes ? $"3 or a power of two up to {Number(Most)}" : $"{Number(Least)} to {Number(Most)}";

    /// <summary>Whether a number is among them.</summary>
    public bool Has(int levels) => levels >= Least && levels <= Most && (!AreCodes || levels == 3 || (levels & (levels - 1)) == 0);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
