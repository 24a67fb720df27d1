namespace ModelZoo;

/// <summary>The versions of SqueezeNet that its authors released.</summary>
public enum SqueezeNetVersion
{
    /// <summary>As in the paper.</summary>
    V10,

    /// <summary>Pools earlier and begins with a smaller kernel: 2.4 times less to compute at the same accuracy.</summary>
    V11,
}
