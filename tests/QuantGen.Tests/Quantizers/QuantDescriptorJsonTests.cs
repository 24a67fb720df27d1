using FsCheck;
using FsCheck.Fluent;
using QuantGen.Quantizers;
using QuantGen.Testing.Randomness;
using Xunit;

namespace QuantGen.Tests.Quantizers;

public sealed class QuantDescriptorJsonTests
{
    [Fact]
    public void EveryDescriptorComesBackEqual() => Prop.ForAll(
        Arb.From(Descriptors()),
        static descriptor => Assert.Equal(descriptor, QuantDescriptor.FromJson(descriptor.ToJson())))
        .Holds(times: 1000);

    [Fact]
    public void DefaultsAreLeftOut()
    {
        Assert.Equal("{}", new QuantDescriptor().ToJson());
        Assert.Equal(new QuantDescriptor(), QuantDescriptor.FromJson(" { } "));
        Assert.Equal("""{"format":"e4m3"}""", QuantDescriptor.E4M3PerTensor.ToJson());
    }

    [Fact]
    public void EveryFieldIsWritten()
    {
        var descriptor = new QuantDescriptor
        {
            Bits = 2,
            Name = "a \"b\" ü",
            FakeQuant = false,
            Axes = [1, -2],
            Amax = [3.1415927f, 0],
            AmaxShape = [2, 1],
            ScaleAmax = 0.7f,
            Calibrator = CalibratorKind.Histogram,
            Unsigned = true,
            NarrowRange = true,
            Dynamic = true,
        };
        Assert.Equal(
            """
            {"bits":2,"unsigned":true,"narrowRange":true,"name":"a \"b\" ü","fakeQuant":false,"axes":[1,-2],"amax":[3.1415927,0],"amaxShape":[2,1],"scaleAmax":0.7,"calibrator":"histogram","dynamic":true}
            """,
            descriptor.ToJson());
        Assert.Equal("""{"amax":[0.5],"learnAmax":true}""", new QuantDescriptor { LearnAmax = true, Amax = [0.5f] }.ToJson());
    }

    // A descriptor that gets another property must be written with it.
    [Fact]
    public void NoPropertyIsForgotten()
    {
        string[] derived = [nameof(QuantDescriptor.Grid), "EqualityContract"];
        Assert.Equal(
            ["Amax", "AmaxShape", "Axes", "Bits", "Calibrator", "Dynamic", "FakeQuant", "Format", "LearnAmax", "Name", "NarrowRange", "ScaleAmax", "Unsigned"],
            typeof(QuantDescriptor).GetProperties()
                .Where(property => property.GetMethod is { IsStatic: false } && !derived.Contains(property.Name))
                .Select(static property => property.Name)
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"bits":17}""", "1 to 16 bits")]
    [InlineData("""{"bits":"8"}""", "has \"8\" as its field 'bits', which must be a whole number")]
    [InlineData("""{"bits":7.5}""", "'bits'")]
    [InlineData("""{"format":"e5m2"}""", "\"integer\" or \"e4m3\"")]
    [InlineData("""{"format":"e4m3","bits":4}""", "E4M3 has 8 bits")]
    [InlineData("""{"format":"e4m3","unsigned":true}""", "E4M3 holds negative numbers")]
    [InlineData("""{"format":"e4m3","narrowRange":true}""", "no lowest level")]
    [InlineData("""{"format":"e4m3","fakeQuant":false}""", "no integer levels")]
    [InlineData("""{"axes":0}""", "'axes', which must be a list")]
    [InlineData("""{"axes":[0,0]}""", "each once")]
    [InlineData("""{"axes":[0],"learnAmax":true}""", "cannot be kept per axis")]
    [InlineData("""{"amax":[]}""", "one or more finite numbers")]
    [InlineData("""{"amax":[1e99]}""", "finite")]
    [InlineData("""{"amax":[-1]}""", "at least zero")]
    [InlineData("""{"amaxShape":[-1,-1]}""", "extents of at least one")]
    [InlineData("""{"amaxShape":[2147483647,2]}""", "no more than")]
    [InlineData("""{"scaleAmax":0}""", "above zero")]
    [InlineData("""{"calibrator":"entropy"}""", "\"max\" or \"histogram\"")]
    [InlineData("""{"dynamic":1}""", "'dynamic', which must be true or false")]
    [InlineData("""{"name":null}""", "has null as its field 'name'")]
    [InlineData("""{"num_bits":8}""", "unknown field 'num_bits'")]
    [InlineData("""{"bits":8,"bits":8}""", "'bits' twice")]
    [InlineData("""{"name":"\ud800"}""", "not Unicode")]
    [InlineData("""{"\ud800":1}""", "not Unicode")]
    [InlineData("[]", "instead of a JSON object")]
    [InlineData("{\"bits\":8\n,}", "is not JSON (line 2, byte 2)")]
    [InlineData("", "is not JSON")]
    public void WhatIsNoDescriptorIsRefusedInOneSentence(string json, string part)
    {
        var message = Assert.Throws<QuantizationException>(() => QuantDescriptor.FromJson(json)).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.StartsWith("The quantizer description ", message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedTextIsReadOrRefusedAndNeverAnotherError() => Prop.ForAll(
        Arb.From(from descriptor in Descriptors() from seed in Gen.Choose(0, int.MaxValue - 1) select (Json: descriptor.ToJson(), Seed: seed)),
        static damaged =>
        {
            var random = new Random(damaged.Seed);
            var text = damaged.Json.ToCharArray();
            for (var i = random.Next(1, 4); i > 0; i--)
                text[random.Next(text.Length)] = random.Next(3) == 0 ? (char)random.Next(char.MaxValue) : "{}[]\",:0123456789.-eEtfn\\u "[random.Next(27)];

            Exception? error = Record.Exception(() => QuantDescriptor.FromJson(new string(text)));
            Assert.True(error is null or QuantizationException, $"{new string(text)}: {error}");
        })
        .Holds(times: 3000);

    [Fact]
    public void ANameThatIsNotUnicodeDoesNotKeepADescriptorFromBeingWritten() =>
        Assert.Equal("a\uFFFD", QuantDescriptor.FromJson(new QuantDescriptor { Name = "a\ud800" }.ToJson()).Name);

    [Fact]
    public void FormatsThatContradictThemselvesCannotBeMade()
    {
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { Format = NumberFormat.E4M3, Bits = 4 });
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { Format = NumberFormat.E4M3, Unsigned = true });
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { Format = NumberFormat.E4M3, NarrowRange = true });
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { Format = NumberFormat.E4M3, FakeQuant = false });
        Assert.Throws<ArgumentException>(static () => new QuantDescriptor { FakeQuant = false, Format = NumberFormat.E4M3 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => NumberFormat.Integer(0));

        // The format takes the place of all that was said of levels before.
        Assert.Equal(new QuantDescriptor { Axes = [0], Format = NumberFormat.E4M3 }, QuantDescriptor.Int8ConvWeightPerChannel with { Format = NumberFormat.E4M3 });
        Assert.Equal(NumberFormat.Integer(4, unsigned: true, narrowRange: true), new QuantDescriptor { NarrowRange = true, Bits = 4, Unsigned = true }.Format);
    }

    private static Gen<QuantDescriptor> Descriptors() =>
        from format in Gen.OneOf(
            Gen.Constant(NumberFormat.E4M3),
            from bits in Gen.Choose(1, 16)
            from unsigned in Gen.Elements(true, false)
            from narrow in Gen.Elements(true, false)
            select NumberFormat.Integer(bits, unsigned, narrow))
        from name in Gen.Elements(null, "", "a", "layer4.0.conv1._input_quantizer", "\"\\/\n\u0001\u2028<&>ü😀")
        from learned in Gen.Elements(true, false)
        from axes in Gen.Elements<ValueList<int>?>(null, [0], [1], [-4], [0, 1], [3, 0, int.MinValue, int.MaxValue])
        from amax in Gen.OneOf(Gen.Constant<ValueList<float>?>(null), Numbers().Select(static ValueList<float>? (value) => [value]), Numbers().ListOf(3).Select(static ValueList<float>? (values) => [.. values]))
        from shape in Gen.Elements<ValueList<long>?>(null, [], [1], [3, 1, 1, 1], [int.MaxValue, 1])
        from factor in Gen.OneOf(Gen.Constant<float?>(null), Numbers().Where(static value => value > 0).Select(static value => (float?)value))
        from calibrator in Gen.Elements(CalibratorKind.Max, CalibratorKind.Histogram)
        from real in Gen.Elements(true, false)
        from dynamic in Gen.Elements(true, false)
        select new QuantDescriptor
        {
            Format = format,
            Name = name,
            LearnAmax = learned,
            Axes = learned ? null : axes,
            Amax = amax,
            AmaxShape = shape,
            ScaleAmax = factor,
            Calibrator = calibrator,
            FakeQuant = !real || !format.IsInteger,
            Dynamic = dynamic,
        };

    // Any finite float32 that is not negative, by its bits.
    private static Gen<float> Numbers() => Gen.OneOf(
        Gen.Elements(0f, 1f, 0.1f, float.Epsilon, float.MaxValue, IntegerGrid.ZeroRange),
        Gen.Choose(0, 0x7F7FFFFF).Select(BitConverter.Int32BitsToSingle));
}
