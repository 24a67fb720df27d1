namespace QuantGen.ModelReading.Models;

/// <summary>How a <see cref="JoinNode"/> is written.</summary>
internal enum JoinForm
{
    /// <summary><c>a + b</c>.</summary>
    Operator,

    /// <summary><c>a += b</c>, which TorchSharp computes as <c>a = a + b</c>.</summary>
    Assignment,

    /// <summary><c>a.add(b)</c>.</summary>
    Method,

    /// <summary><c>a.add_(b)</c>, which writes into <c>a</c>.</summary>
    InPlace,

    /// <summary><c>torch.add(a, b)</c>.</summary>
    Function,
}
