using Countyworks.Core.Matters;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>Gives a new district the categories the product ships; a county changes them as it likes, and those it has stay as they are.</summary>
public static class LoadCategories
{
    /// <summary>Adds the shipped categories that are missing.</summary>
    public static void In(Change change)
    {
        var known = change.Db.Set<Category>().Select(c => c.Code).ToHashSet();
        foreach (var (row, place) in ShippedData.Rows("requests", "categories.csv").Select((row, place) => (row, place)).Where(r => !known.Contains(r.row[0])))
        {
            change.Add(new Category
            {
                Code = row[0],
                NameZh = row[1],
                NameEn = row[2],
                Keywords = row[3],
                Priority = Enum.Parse<Priority>(row[4], ignoreCase: true),
                Sort = place,
            });
        }
    }
}
