using System.Globalization;
using QuantGen.Testing;
using Xunit;

namespace QuantGen.Generators.Tests.Budgets;

/// <summary>
/// What the generator allocates for a class stays within the budget of the scenario, in the file allocations.txt. Unlike time, allocation is the same on
/// every machine and in every run, within two percent.
/// </summary>
public sealed class BudgetTests
{
    private const int Classes = 50;
    private const double Kilobyte = 1024;
    private const double Slack = 0.75;

    [Theory]
    [InlineData(Scenario.Cold)]
    [InlineData(Scenario.NewFiles)]
    [InlineData(Scenario.Unrelated)]
    [InlineData(Scenario.Shift)]
    [InlineData(Scenario.EditOne)]
    [InlineData(Scenario.Comment)]
    [InlineData(Scenario.EditBlock)]
    public void AllocationStaysWithinItsBudget(Scenario scenario)
    {
        var budget = Budget(scenario);

        var kilobytes = Measure(scenario);

        Assert.InRange(kilobytes, Slack * budget, budget);
    }

    private static double Measure(Scenario scenario)
    {
        var workload = Workload.Models(Classes);
        var (cold, start) = (workload.NewDriver(), workload.Compile());
        var warm = cold.RunGenerators(start);
        var driver = scenario is Scenario.Cold or Scenario.NewFiles ? cold : warm;
        driver.RunGenerators(workload.Edit(start, scenario, round: 0));
        var edited = workload.Edit(start, scenario, round: 1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        driver.RunGenerators(edited);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Kilobyte / Classes;
    }

    private static double Budget(Scenario scenario)
    {
        var lines = File.ReadAllLines(RepositoryRoot.Combine("tests", "QuantGen.Generators.Tests", "Budgets", "allocations.txt"));
        var line = lines.Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Single(words => words is [var name, _] && name == scenario.ToString());
        return double.Parse(line[1], CultureInfo.InvariantCulture);
    }
}
