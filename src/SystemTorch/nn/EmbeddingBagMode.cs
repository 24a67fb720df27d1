namespace TorchSharp;

/// <summary>How an embedding bag makes one row of several.</summary>
public enum EmbeddingBagMode
{
    Sum = 0,
    Mean = 1,
    Max = 2,
}
