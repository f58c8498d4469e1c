import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 员工详情 (M3.3.10.1)
AppPage {
    id: page

    required property MemberViewModel vm

    viewModel: vm

    AppCard {
        KeyValueList {
            objectName: "memberFacts"
            entries: page.vm.facts
        }
    }
    AppButton {
        objectName: "removeMember"
        visible: page.vm.removable
        Layout.fillWidth: true
        kind: "danger"
        text: qsTr("移出机构")
        busy: page.vm.busy
        onClicked: page.vm.remove()
    }
}
