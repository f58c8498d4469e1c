pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import CorePages

AppPage {
    id: page

    required property LedgerViewModel vm

    viewModel: vm

    AppText {
        Layout.fillWidth: true
        level: "heading"
        text: page.vm.heading
    }
    AppText {
        Layout.fillWidth: true
        muted: true
        text: page.vm.hint
    }
    EmptyState {
        visible: page.vm.rows.state === "empty"
        text: qsTr("暂无数据")
    }
    AppCard {
        visible: page.vm.rows.count > 0

        Repeater {
            model: page.vm.rows

            ListRow {
                required property string detail
                required property string when

                required title
                subtitle: detail
                value: when
                chevron: false
            }
        }
    }
}
