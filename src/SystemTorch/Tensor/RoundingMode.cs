namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode
    {
        /// <summary>Not at all.</summary>
        None,

        /// <summary>Toward zero.</summary>
        trunc,

        /// <summary>Down.</summary>
        floor,
    }
}
