"""What scikit-learn asks of a clusterer, without its base classes: their import takes longer than most fits.

`clone`, pipelines and searches over parameters need methods, not a parent (scikit-learn, "Developing
scikit-learn estimators"); the tests hand `ThemeModel` to scikit-learn's own tools.
"""

from __future__ import annotations

import inspect
from typing import Any, Self

from jobsearch_analytics.errors import BadArgumentError

__all__ = ["Clusterer"]


class Clusterer:
    """A class whose parameters are the arguments of its `__init__`, kept under the same names."""

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002  (scikit-learn's signature)
        """Return the parameters by name."""
        return {name: getattr(self, name) for name in self._defaults()}

    def set_params(self, **params: Any) -> Self:
        """Set parameters by name and return the model itself."""
        known = list(self._defaults())
        for name, value in params.items():
            if name not in known:
                raise BadArgumentError("set_params", name, f"one of {', '.join(known)}", f"{known[0]}=...")
            setattr(self, name, value)
        return self

    def check_is_fitted(self) -> None:
        """Raise scikit-learn's NotFittedError before `fit`."""
        if not self.__sklearn_is_fitted__():
            from sklearn.exceptions import NotFittedError

            raise NotFittedError(f"This {type(self).__name__} knows no texts yet: call fit(texts) first.")

    @classmethod
    def _defaults(cls) -> dict[str, Any]:
        given = inspect.signature(cls).parameters.values()
        return {parameter.name: parameter.default for parameter in given}

    def __repr__(self) -> str:
        defaults = self._defaults()
        params = self.get_params().items()
        changed = [f"{name}={value!r}" for name, value in params if value is not defaults[name]]
        return f"{type(self).__name__}({', '.join(changed)})"

    def _repr_html_(self) -> str:
        from sklearn.utils import estimator_html_repr

        return estimator_html_repr(self)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "labels_")

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import InputTags, Tags, TargetTags

        takes = InputTags(one_d_array=True, two_d_array=False, string=True)
        return Tags("clusterer", TargetTags(required=False), input_tags=takes)
