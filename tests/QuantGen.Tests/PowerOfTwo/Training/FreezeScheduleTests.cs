using QuantGen.PowerOfTwo;
using Xunit;

namespace QuantGen.Tests.PowerOfTwo.Training;

public sealed class FreezeScheduleTests
{
    // Of 1, 2, ... 50 epochs: the first with frozen statistics, E/2 - 1 and not below 0, and with frozen ranges, E/2 + 1 (section 1.7).
    private static readonly (int BatchNorm, int Ranges)[] Table =
    [
        (0, 1), (0, 2), (0, 2), (1, 3), (1, 3), (2, 4), (2, 4), (3, 5), (3, 5), (4, 6),
        (4, 6), (5, 7), (5, 7), (6, 8), (6, 8), (7, 9), (7, 9), (8, 10), (8, 10), (9, 11),
        (9, 11), (10, 12), (10, 12), (11, 13), (11, 13), (12, 14), (12, 14), (13, 15), (13, 15), (14, 16),
        (14, 16), (15, 17), (15, 17), (16, 18), (16, 18), (17, 19), (17, 19), (18, 20), (18, 20), (19, 21),
        (19, 21), (20, 22), (20, 22), (21, 23), (21, 23), (22, 24), (22, 24), (23, 25), (23, 25), (24, 26),
    ];

    public static TheoryData<int, int, int> Epochs
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            foreach (var (i, (batchNorm, ranges)) in Table.Index())
                data.Add(i + 1, batchNorm, ranges);

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Epochs))]
    public void Section_1_7_ScheduleTable(int epochs, int batchNorm, int ranges)
    {
        var schedule = new FreezeSchedule(epochs);
        Assert.Equal((epochs, batchNorm, ranges), (schedule.Epochs, schedule.BatchNormFrom, schedule.RangesFrom));
    }

    [Theory]
    [InlineData(4, 2, 4)]
    [InlineData(50, 24, 26)]
    public void EarlierLoopsFreezeNotBefore2And4(int epochs, int batchNorm, int ranges)
    {
        var schedule = new FreezeSchedule(epochs, batchNormNotBefore: 2, rangesNotBefore: 4);
        Assert.Equal((batchNorm, ranges), (schedule.BatchNormFrom, schedule.RangesFrom));
    }

    [Fact]
    public void NoEpochIsAnError()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new FreezeSchedule(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new FreezeSchedule(3, -1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new PowerOfTwoTrainingOptions { StoreBiasesAt = -1 });
    }
}
