using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>
/// Finds out what an entry between brackets says, by looking at what it does to small tensors: torch shows nothing of what is in one.
/// </summary>
internal static class IndexReader
{
    // Different from each other, so that the result tells what the entry took.
    private const int Second = 3;
    private const int Third = 5;

    /// <summary>What an entry is.</summary>
    /// <param name="index">The entry.</param>
    /// <param name="longest">The longest axis that it may speak of.</param>
    /// <exception cref="GraphException">It is a place that no axis has, or none of the kinds that graphs have.</exception>
    public static IndexKind Read(TensorIndex index, long longest)
    {
        using var scope = NewDisposeScope();
        try
        {
            // One element in memory, whatever the extent.
            var shape = zeros(1).expand(longest, Second, Third)[index, 0].shape;
            return shape.Length switch
            {
                1 => IndexKind.Place,
                2 when shape[1] == Second => IndexKind.Rest,
                2 => IsView(index) ? IndexKind.Range : IndexKind.Table,
                3 when shape[0] == 1 && shape[1] == Second => IndexKind.New,
                _ => throw new GraphException("An index between brackets must be a place, a range, an ellipsis, null or a vector of places; others have no form in a graph."),
            };
        }
        catch (System.Runtime.InteropServices.ExternalException error)
        {
            throw new GraphException($"An index between brackets is out of the range of the value: {error.Message.Split('\n')[0]}", error);
        }
    }

    /// <summary>The place that an entry names, from 0 on; null if the axis does not have it.</summary>
    public static long? Place(TensorIndex index, long extent)
    {
        using var scope = NewDisposeScope();
        try
        {
            return arange(extent, dtype: ScalarType.Int64)[index].item<long>();
        }
        catch (System.Runtime.InteropServices.ExternalException)
        {
            return null;
        }
    }

    /// <summary>The places that an entry names, as a vector of whole numbers.</summary>
    public static Tensor Places(TensorIndex index, long extent) => arange(extent, dtype: ScalarType.Int64)[index];

    /// <summary>The first place of a range, how many there are, and how far apart.</summary>
    public static (long Start, long Count, long Step) Range(TensorIndex index, long extent)
    {
        using var scope = NewDisposeScope();
        var places = Places(index, extent);
        var count = places.numel();
        return count switch
        {
            0 => (0, 0, 1),
            1 => (places[0].item<long>(), 1, 1),
            _ => (places[0].item<long>(), count, places[1].item<long>() - places[0].item<long>()),
        };
    }

    // A range is a view of the axis, a table of places makes a copy.
    private static bool IsView(TensorIndex index)
    {
        var axis = zeros(Second);
        var part = axis[index];
        axis.fill_(1);
        return part.numel() == 0 || part.sum().item<float>() > 0;
    }
}
