using ImageClassification.Checkpoints;
using Xunit;

namespace QuantGen.Samples.Tests.Checkpoints;

public sealed class RenameFileTests
{
    [Fact]
    public void Lines_give_patterns_and_new_names_in_order()
    {
        var renames = RenameFile.Parse(
            [
                "# what torchvision calls bn",
                "",
                "  conv1.*\tstem.conv1.*  ",
                "layer{1,2}.{conv,bn}#.* stage{0,1}.{c,n}#-1.*",
                "#",
                "#.weight layers.#.weight",
                "a{,b} {c,d}",
            ],
            "names.txt");

        Assert.Equal(
            [
                "conv1.* stem.conv1.*",
                "layer1.conv#.* stage0.c#-1.*",
                "layer1.bn#.* stage0.n#-1.*",
                "layer2.conv#.* stage1.c#-1.*",
                "layer2.bn#.* stage1.n#-1.*",
                "#.weight layers.#.weight",
                "a c",
                "ab d",
            ],
            renames.Select(static rename => $"{rename.Pattern} {rename.Replacement}"));
    }

    [Theory]
    [InlineData("conv1", "column 6: the new name is missing")]
    [InlineData("a b c", "column 5: a line has two names")]
    [InlineData("a{1,2} b", "column 8: 1 names cannot stand for 2: the braces must give equally many.")]
    [InlineData("a{1,2 b", "column 2: this '{' is not closed")]
    [InlineData("a1,2} b", "column 5: this '}' closes nothing")]
    [InlineData("a b{1,{2,3}}", "column 7: braces cannot stand within braces.")]
    [InlineData("a{1} b{2}", "column 2: braces hold two alternatives or more")]
    [InlineData("a.* b", "column 5: the replacement 'b' needs as many '*' as the pattern 'a.*' has.")]
    [InlineData("{,a} {b,}", "column 6: ")]
    [InlineData("{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2} b", "column 66: the braces stand for more than 10000 names")]
    public void A_line_of_another_form_is_named_with_its_place(string line, string expected)
    {
        var error = Assert.Throws<TrainingException>(() => RenameFile.Parse(["a b", "", line], "names.txt"));

        Assert.StartsWith($"'names.txt', line 3, {expected}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_line_holds_it_gives_names_or_an_error_with_its_place()
    {
        const string Letters = "ab.*#{},+-1 \t";
        var random = new SeededRandom(5, stream: 0, index: 0);
        var parsed = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var line = string.Concat(Enumerable.Range(0, random.Next(16)).Select(_ => Letters[random.Next(Letters.Length)]));
            try
            {
                RenameFile.Parse([line], "f");
                parsed++;
            }
            catch (TrainingException error)
            {
                Assert.Matches("^'f', line 1, column [0-9]+: .+\\.$", error.Message);
            }
        }

        Assert.InRange(parsed, 1000, 15_000);
    }
}
