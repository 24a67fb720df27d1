using Xunit;

namespace QuantGen.Samples.Tests.Segmentation.Data;

public sealed class PrefetchTests
{
    [Fact]
    public void Items_come_in_order_whichever_is_made_first()
    {
        var items = Prefetch.InOrder(50, static index =>
        {
            Thread.Sleep((index * 7) % 5);
            return index;
        }, ahead: 6);

        Assert.Equal(Enumerable.Range(0, 50), items);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void No_more_are_made_ahead_than_allowed(int ahead)
    {
        var made = 0;
        var taken = 0;
        foreach (var _ in Prefetch.InOrder(40, index => Interlocked.Increment(ref made), ahead))
        {
            taken++;
            Assert.InRange(Volatile.Read(ref made), taken, taken + ahead);
        }

        Assert.Equal(40, taken);
    }

    [Fact]
    public void What_is_thrown_comes_when_its_turn_does()
    {
        var items = new List<int>();

        var exception = Assert.Throws<InvalidDataException>(() => items.AddRange(
            Prefetch.InOrder(10, static index => index == 5 ? throw new InvalidDataException("five") : index, ahead: 3)));

        Assert.Equal("five", exception.Message);
        var again = Prefetch.InOrder(10, static index => index == 5 ? throw new InvalidDataException("five") : index, ahead: 3).Take(5);
        Assert.Equal([0, 1, 2, 3, 4], again);
    }

    [Fact]
    public void Who_stops_early_leaves_nothing_running()
    {
        var running = 0;
        foreach (var item in Prefetch.InOrder(100, Make, ahead: 4))
        {
            if (item == 2)
                break;
        }

        Assert.Equal(0, Volatile.Read(ref running));

        int Make(int index)
        {
            Interlocked.Increment(ref running);
            Thread.Sleep(5);
            Interlocked.Decrement(ref running);
            return index;
        }
    }

    [Fact]
    public void A_cancelled_sequence_ends()
    {
        using var source = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var item in Prefetch.InOrder(100, static index => index, ahead: 2, source.Token))
            {
                if (item == 3)
                    source.Cancel();
            }
        });
    }
}
