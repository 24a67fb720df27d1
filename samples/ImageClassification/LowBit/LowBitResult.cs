namespace ImageClassification.LowBit;

/// <summary>What one run ended with: a line of the file of results.</summary>
internal sealed record LowBitResult
{
    /// <summary>The row's name.</summary>
    public required string Row { get; init; }

    /// <summary>Whether nothing was quantized.</summary>
    public required bool IsFloat { get; init; }

    /// <summary>The network.</summary>
    public required string Model { get; init; }

    /// <summary>The pictures.</summary>
    public required string Data { get; init; }

    /// <summary>What must be the same for two rows to be compared.</summary>
    public required string Budget { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Sixteen hexadecimal digits that change with any setting that the result depends on.</summary>
    public required string Settings { get; init; }

    /// <summary>Right answers on the test pictures, in percent.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The mean cross entropy there.</summary>
    public required double Loss { get; init; }

    /// <summary>How long the training took, as far as it was done in this run of the program.</summary>
    public required double Seconds { get; init; }

    /// <summary>How many quantizers were on at the end.</summary>
    public required int Quantizers { get; init; }
}
