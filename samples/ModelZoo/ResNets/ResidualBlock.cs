namespace ModelZoo;

/// <summary>Which block a ResNet is made of.</summary>
public enum ResidualBlock
{
    /// <summary><see cref="BasicBlock"/>: ResNet-18 and 34, and those for CIFAR.</summary>
    Basic,

    /// <summary><see cref="ModelZoo.Bottleneck"/>: ResNet-50, 101 and 152.</summary>
    Bottleneck,
}
